package dev.dml.analysis.policy;

/** How a tree of decisions is found. */
sealed interface PolicySearch permits ExactSearch, GreedySearch {

  /**
   * The tree for some rows.
   *
   * @param rows their numbers, ascending
   */
  PolicyNode learn(int[] rows);
}
