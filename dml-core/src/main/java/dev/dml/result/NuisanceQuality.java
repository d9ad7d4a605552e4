package dev.dml.result;

import dev.dml.learner.LearnerLabel;
import dev.dml.learner.Target;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a nuisance was predicted out of fold, beside a constant: the mean of the response over
 * the training rows.
 *
 * <p>Only rows count in which the nuisance is defined. All losses are means over the repetitions.
 *
 * @param treatment the name of the treatment under analysis
 * @param name the name of the nuisance
 * @param learner the learner in words
 * @param response the response in words
 * @param target whether a mean or a probability was learnt
 * @param rmse the root mean squared error
 * @param constantRmse the same of the constant
 * @param logLoss for a probability, the mean of &minus;log of the predicted probability of what
 *     happened, with probabilities at least 1e-15 away from 0 and 1
 * @param constantLogLoss the same of the constant
 * @param candidates the candidates that were combined; none if one learner served it
 */
public record NuisanceQuality(
    String treatment,
    String name,
    LearnerLabel learner,
    String response,
    Target target,
    double rmse,
    double constantRmse,
    OptionalDouble logLoss,
    OptionalDouble constantLogLoss,
    List<CandidateQuality> candidates) {

  /** Copies. */
  public NuisanceQuality {
    candidates = List.copyOf(candidates);
  }

  /**
   * One minus the ratio of the mean squared errors: at most 1, and negative if a constant predicts
   * better.
   */
  public double r2() {
    double ratio = rmse / constantRmse;
    return 1 - ratio * ratio;
  }
}
