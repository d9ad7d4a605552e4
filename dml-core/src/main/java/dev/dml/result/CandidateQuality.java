package dev.dml.result;

import dev.dml.analysis.CandidateLoss;
import dev.dml.analysis.NuisanceLoss;
import dev.dml.inference.Mean;
import dev.dml.learner.LearnerLabel;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.LearnerLabels;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TuningSearch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How one of several candidates for a nuisance did, and how much it counted.
 *
 * <p>Losses are means over the repetitions in which it was fitted in every fold, {@code NaN} if
 * there is none.
 *
 * @param name the name of the candidate
 * @param learner the learner in words
 * @param weight the mean of its weights over the repetitions, or, if every fit has weights of its
 *     own, over the fits; 0 counts where it failed
 * @param leastWeight the smallest of them
 * @param mostWeight the largest
 * @param rmse the root mean squared error of its out-of-fold predictions; if every fit has weights
 *     of its own, of those across inner folds of its training rows
 * @param constantRmse the same of a constant
 * @param logLoss for a probability, the log-loss of the same predictions
 * @param cpu the processor time of its fits; empty if they are no tasks of their own
 * @param failures the number of fits that failed
 * @param failure why the first of them did
 * @param trials the settings that were tried; none if it was not tuned
 * @param isTimed whether tuning ended when a time was over
 */
public record CandidateQuality(
    String name,
    LearnerLabel learner,
    double weight,
    double leastWeight,
    double mostWeight,
    double rmse,
    double constantRmse,
    OptionalDouble logLoss,
    Optional<Duration> cpu,
    int failures,
    Optional<String> failure,
    List<TuningTrial> trials,
    boolean isTimed) {

  /** Copies. */
  public CandidateQuality {
    trials = List.copyOf(trials);
  }

  public static CandidateQuality of(Candidate candidate, List<CandidateLoss> repetitions) {
    LearnerLabel learner = LearnerLabels.of(candidate.learner());
    double[] weights =
        repetitions.stream()
            .flatMap(one -> one.weights().stream())
            .mapToDouble(weight -> weight)
            .toArray();
    List<NuisanceLoss> losses =
        repetitions.stream().flatMap(repetition -> repetition.loss().stream()).toList();
    double[] logLosses =
        losses.stream()
            .map(NuisanceLoss::logLoss)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    Stream<String> reasons = repetitions.stream().flatMap(one -> one.failure().stream());
    return new CandidateQuality(
        repetitions.getFirst().name(),
        learner,
        Mean.of(weights),
        Arrays.stream(weights).min().orElseThrow(),
        Arrays.stream(weights).max().orElseThrow(),
        Mean.of(losses.stream().mapToDouble(NuisanceLoss::rmse).toArray()),
        Mean.of(losses.stream().mapToDouble(NuisanceLoss::constantRmse).toArray()),
        logLosses.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Mean.of(logLosses)),
        cpu(repetitions),
        repetitions.stream().mapToInt(CandidateLoss::failures).sum(),
        reasons.findFirst(),
        candidate.learner() instanceof Tuned tuned
            ? TuningTrial.of(
                tuned, repetitions.stream().flatMap(one -> one.trials().stream()).toList())
            : List.of(),
        candidate.learner() instanceof Tuned timed && timed.search() instanceof TuningSearch.Timed);
  }

  private static Optional<Duration> cpu(List<CandidateLoss> repetitions) {
    return repetitions.stream().allMatch(one -> one.cpuNanos().isPresent())
        ? Optional.of(
            Duration.ofNanos(
                repetitions.stream().mapToLong(one -> one.cpuNanos().orElseThrow()).sum()))
        : Optional.empty();
  }

  /** One minus the ratio of the mean squared errors of the candidate and of a constant. */
  public double r2() {
    double ratio = rmse / constantRmse;
    return 1 - ratio * ratio;
  }
}
