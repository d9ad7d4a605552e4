package dev.dml.report.sheet;

import dev.dml.learner.ensemble.Combination;
import dev.dml.result.CandidateQuality;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TuningTrial;
import dev.dml.wire.document.CandidateEntry;
import dev.dml.wire.document.NuisanceEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A candidate for a nuisance as a line of a table, be it of a result that was just made or of one
 * that was read.
 *
 * @param type the type of its learner
 * @param learner the learner in words
 * @param isStacked whether every fit has weights of its own
 * @param logLoss of a probability
 * @param cpu what its fits took, if they are tasks of their own
 * @param trials the settings that were tried; none if it was not tuned
 */
record CandidateLine(
    String treatment,
    String nuisance,
    String name,
    String type,
    String learner,
    boolean isStacked,
    double weight,
    double leastWeight,
    double mostWeight,
    double rmse,
    double r2,
    OptionalDouble logLoss,
    Optional<Duration> cpu,
    long failures,
    List<TuningTrial> trials) {

  boolean isOfProbability() {
    return logLoss.isPresent();
  }

  static CandidateLine of(NuisanceQuality nuisance, CandidateQuality candidate) {
    return new CandidateLine(
        nuisance.treatment(),
        nuisance.name(),
        candidate.name(),
        candidate.learner().type(),
        candidate.learner().toString(),
        isStacked(nuisance.learner().type()),
        candidate.weight(),
        candidate.leastWeight(),
        candidate.mostWeight(),
        candidate.rmse(),
        candidate.r2(),
        candidate.logLoss(),
        candidate.cpu(),
        candidate.failures(),
        candidate.trials());
  }

  static CandidateLine of(NuisanceEntry nuisance, CandidateEntry candidate) {
    return new CandidateLine(
        nuisance.treatment(),
        nuisance.name(),
        candidate.name(),
        candidate.learner(),
        LearnerWords.of(candidate),
        isStacked(nuisance.learner()),
        candidate.weight(),
        candidate.weightMinimum(),
        candidate.weightMaximum(),
        candidate.rmse(),
        candidate.r2(),
        candidate.loss().equals("log-loss")
            ? OptionalDouble.of(candidate.value())
            : OptionalDouble.empty(),
        Optional.ofNullable(candidate.cpuSeconds())
            .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9))),
        candidate.failures(),
        candidate.trials().stream().map(CandidateLine::trial).toList());
  }

  private static boolean isStacked(String type) {
    return type.equals(Combination.STACKING.toString());
  }

  private static TuningTrial trial(CandidateEntry.Trial trial) {
    return new TuningTrial(
        trial.settings(), trial.value(), (int) trial.fits(), (int) trial.chosen());
  }
}
