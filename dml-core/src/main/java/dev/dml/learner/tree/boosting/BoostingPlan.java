package dev.dml.learner.tree.boosting;

/**
 * How trees are to be boosted.
 *
 * @param rounds the number of trees
 * @param learningRate what each tree's predictions are multiplied with
 * @param maxDepth the largest number of cuts on the way to a leaf
 * @param maxLeaves the largest number of leaves of a tree
 * @param minLeaf the least number of training rows in a leaf
 * @param minLeafCurvature the least sum of the curvatures of the training rows in a leaf
 * @param l2 the weight of the squares of the leaves' predictions in the loss
 * @param rowSample the share of the rows that each tree is grown on
 * @param columnSample the share of the columns that each tree may cut
 * @param patience after how many rounds without a smaller loss on held-out training rows to stop; 0
 *     for never
 * @param loss the loss to reduce
 */
public record BoostingPlan(
    int rounds,
    double learningRate,
    int maxDepth,
    int maxLeaves,
    int minLeaf,
    double minLeafCurvature,
    double l2,
    double rowSample,
    double columnSample,
    int patience,
    Loss loss) {

  /** The same plan for rows whose weights are counted in units, so many to a row on average. */
  BoostingPlan withUnitsOfWeight(int units) {
    return new BoostingPlan(
        rounds,
        learningRate,
        maxDepth,
        maxLeaves,
        (int) Math.min(Integer.MAX_VALUE, (long) minLeaf * units),
        minLeafCurvature,
        l2,
        rowSample,
        columnSample,
        patience,
        loss);
  }

  /**
   * The same plan, where a least curvature of the squared loss, which is 1 in every row, is a least
   * number of rows.
   */
  BoostingPlan withRowsForCurvature() {
    return loss == Loss.SQUARED
        ? new BoostingPlan(
            rounds,
            learningRate,
            maxDepth,
            maxLeaves,
            (int) Math.max(minLeaf, Math.ceil(minLeafCurvature)),
            0,
            l2,
            rowSample,
            columnSample,
            patience,
            loss)
        : this;
  }
}
