package dev.dml.learner.tree.forest;

/**
 * How a forest is to be grown.
 *
 * @param trees the number of trees
 * @param columnsPerCut how many columns each cut is sought in
 * @param minLeaf the least number of distinct training rows in a leaf
 * @param maxDepth the largest number of cuts on the way to a leaf
 * @param draws how many training rows each tree draws
 * @param repeats whether a row may be drawn repeatedly
 */
public record ForestPlan(
    int trees, int columnsPerCut, int minLeaf, int maxDepth, int draws, boolean repeats) {}
