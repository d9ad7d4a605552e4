package dev.dml.learner.ensemble;

import java.util.OptionalDouble;

/**
 * How much one candidate counts in a fit that stacks several, and how far its predictions across
 * inner folds of the training rows are from the outcomes.
 *
 * @param weight its weight in the mean
 * @param rmse the root mean squared error
 * @param constantRmse the same of a constant
 * @param logLoss for a probability, the mean of &minus;log of the predicted probability of what
 *     happened
 */
public record Share(double weight, double rmse, double constantRmse, OptionalDouble logLoss) {}
