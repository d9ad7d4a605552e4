package dev.dml.smile;

import dev.dml.learner.Setting;

/** The settings that Smile's models of trees have in common. */
final class TreeSettings {

  /** More leaves than this are never needed, and Smile reserves memory for them. */
  static final int MOST_LEAVES = 1_000_000;

  static final Setting<Integer> MAX_DEPTH =
      Setting.integer("max_depth", 20, 2, 1000, "largest depth of a tree")
          .likeScikitLearn("max_depth");

  static final Setting<Integer> MAX_NODES_FIFTH =
      maxNodes(0, 0, "largest number of leaves of a tree; 0: a fifth of the training rows");

  static final Setting<Integer> MAX_NODES_BY_NODE_SIZE =
      maxNodes(0, 0, "largest number of leaves; 0: the training rows divided by node_size");

  static final Setting<Integer> NODE_SIZE =
      Setting.integer("node_size", 5, 1, 1_000_000, "smallest number of rows in a leaf")
          .likeScikitLearn("min_samples_leaf");

  private TreeSettings() {}

  static Setting<Integer> maxNodes(int byDefault, int minimum, String description) {
    return Setting.integer("max_nodes", byDefault, minimum, MOST_LEAVES, description)
        .likeScikitLearn("max_leaf_nodes");
  }
}
