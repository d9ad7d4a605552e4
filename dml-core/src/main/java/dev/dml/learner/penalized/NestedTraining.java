package dev.dml.learner.penalized;

import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.StandardizedFeatures;
import java.util.List;

/**
 * The rows outside a part of a division, as a penalised regression needs them.
 *
 * @param features the features, standardised over all rows
 * @param folds the inner folds
 * @param products for each inner fold the cross products of the features and the outcome, which is
 *     the last column
 */
record NestedTraining(
    StandardizedFeatures features, InnerFolds folds, List<CrossProducts> products) {}
