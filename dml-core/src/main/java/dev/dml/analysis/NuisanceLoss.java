package dev.dml.analysis;

import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import java.util.OptionalDouble;

/**
 * How far the out-of-fold predictions of a nuisance are from its response, beside those of a
 * constant: the mean of the response over the training rows.
 *
 * @param nuisance what was learnt
 * @param target whether a mean or a probability was
 * @param rmse the root mean squared error over the rows in which the nuisance is defined
 * @param constantRmse the same of the constant
 * @param logLoss for a probability, the mean of &minus;log of the predicted probability of what
 *     happened
 * @param constantLogLoss the same of the constant
 */
public record NuisanceLoss(
    Nuisance nuisance,
    Target target,
    double rmse,
    double constantRmse,
    OptionalDouble logLoss,
    OptionalDouble constantLogLoss) {}
