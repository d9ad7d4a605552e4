package dev.dml.learner.tree;

import dev.dml.learner.Setting;

/** How trees cut a column of texts of more than two levels. */
public enum TextCuts {
  /**
   * Into two sets of levels, in whose order by their mean outcome in the node the best cut is
   * sought: for squared error no other two sets explain more (Breiman, Friedman, Olshen and Stone,
   * Classification and Regression Trees, 1984, section 4.2.2). Levels that a node has not learnt
   * from go with most of its rows.
   */
  SETS,
  /** One level against all others. */
  INDICATORS;

  /** The setting {@code texts}: sets or indicators. */
  public static Setting<TextCuts> setting() {
    return Setting.choice(
        "texts", SETS, "whether columns of texts are cut into sets of levels or level by level");
  }
}
