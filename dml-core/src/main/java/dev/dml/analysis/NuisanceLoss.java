package dev.dml.analysis;

import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import java.util.List;
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
 * @param candidates those of each candidate, in a repetition; none if one learner served it
 */
public record NuisanceLoss(
    Nuisance nuisance,
    Target target,
    double rmse,
    double constantRmse,
    OptionalDouble logLoss,
    OptionalDouble constantLogLoss,
    List<CandidateLoss> candidates) {

  /** Copies. */
  public NuisanceLoss {
    candidates = List.copyOf(candidates);
  }

  /** The same beside those of the candidates that were combined. */
  public NuisanceLoss with(List<CandidateLoss> ofCandidates) {
    return new NuisanceLoss(
        nuisance, target, rmse, constantRmse, logLoss, constantLogLoss, ofCandidates);
  }
}
