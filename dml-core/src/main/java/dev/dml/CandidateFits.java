package dev.dml;

import dev.dml.analysis.CandidateLoss;
import dev.dml.analysis.NuisanceLoss;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.Magnitude;
import dev.dml.inference.Mean;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.Share;
import dev.dml.model.LearnerSlots;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What the candidates of one nuisance predicted in one repetition, and their combination; of a
 * single learner, that is its predictions themselves.
 */
final class CandidateFits {

  private final Nuisance nuisance;
  private final LearnerSlots learners;
  private final Map<String, OutOfFold> byCandidate = new LinkedHashMap<>();
  private final List<TaskOutcome.Failed> failed = new ArrayList<>();

  CandidateFits(Nuisance nuisance, LearnerSlots learners, Partition partition) {
    this.nuisance = nuisance;
    this.learners = learners;
    for (Candidate candidate : learners.candidates(nuisance)) {
      Target target = LearnerSlots.target(candidate.learner(), nuisance.targets()).orElseThrow();
      byCandidate.put(candidate.name(), new OutOfFold(nuisance, target, partition));
    }
  }

  void add(NuisanceTask task, TaskResult result, CausalData data) {
    TaskId id = task.id();
    Objects.requireNonNull(byCandidate.get(id.candidate())).add(result, data);
    result.failure().ifPresent(reason -> failed.add(new TaskOutcome.Failed(id, reason)));
  }

  /**
   * The combination of all candidates that were fitted in every fold.
   *
   * @throws TaskFailedException if there is none
   */
  Combined combined(CausalData data) {
    if (learners.learner(nuisance).orElseThrow() instanceof Ensemble ensemble
        && ensemble.combination().isAcrossFolds()) {
      return combined(ensemble, data);
    }
    OutOfFold sole = byCandidate.values().iterator().next();
    NuisanceLoss loss = sole.loss(data);
    return new Combined(sole.column(), loss.with(stacked(sole.shares(), loss)));
  }

  /** What is combined for a nuisance, be it by tasks of their own or inside each. */
  static List<Candidate> members(LearnerSlots learners, Nuisance nuisance) {
    return learners.learner(nuisance).orElse(null) instanceof Ensemble ensemble
        ? ensemble.candidates()
        : List.of();
  }

  /** Of a learner that stacks in each fit, what its candidates count there. */
  private List<CandidateLoss> stacked(List<List<Share>> fits, NuisanceLoss loss) {
    List<CandidateLoss> losses = new ArrayList<>();
    for (Candidate candidate :
        fits.isEmpty() ? List.<Candidate>of() : members(learners, nuisance)) {
      int position = losses.size();
      losses.add(stacked(candidate, fits.stream().map(fit -> fit.get(position)).toList(), loss));
    }
    return losses;
  }

  private static CandidateLoss stacked(Candidate candidate, List<Share> fits, NuisanceLoss loss) {
    double[] logLosses = fits.stream().flatMapToDouble(share -> share.logLoss().stream()).toArray();
    return new CandidateLoss(
        candidate.name(),
        fits.stream().map(Share::weight).toList(),
        Optional.of(
            new NuisanceLoss(
                loss.nuisance(),
                loss.target(),
                rootMeanSquare(fits, Share::rmse),
                rootMeanSquare(fits, Share::constantRmse),
                logLosses.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Mean.of(logLosses)),
                OptionalDouble.empty(),
                List.of())),
        OptionalLong.empty(),
        0,
        Optional.empty(),
        List.of());
  }

  private static double rootMeanSquare(List<Share> fits, ToDoubleFunction<Share> rmse) {
    double[] each = fits.stream().mapToDouble(rmse).toArray();
    return Magnitude.rootMeanSquare(each);
  }

  private Combined combined(Ensemble ensemble, CausalData data) {
    List<OutOfFold> whole =
        byCandidate.values().stream().filter(one -> one.failures().isEmpty()).toList();
    if (whole.isEmpty()) {
      throw TaskFailedException.ofCandidates(
          nuisance.name(), List.copyOf(byCandidate.keySet()), failed);
    }
    double[] weights = weights(ensemble, whole, data);
    Target target = learners.target(nuisance).orElseThrow();
    OutOfFold together = whole.getFirst().with(target, mean(weights, whole, target));
    List<CandidateLoss> losses = new ArrayList<>();
    byCandidate.forEach(
        (name, one) -> {
          int position = whole.indexOf(one);
          losses.add(loss(name, one, position < 0 ? 0 : weights[position], data));
        });
    return new Combined(together.column(), together.loss(data).with(losses));
  }

  /** Only rows count in which the nuisance is defined, and each as much as it was sampled. */
  private double[] weights(Ensemble ensemble, List<OutOfFold> whole, CausalData data) {
    Rows rows = nuisance.learnt(data);
    double[] importance = new double[rows.size()];
    Arrays.fill(importance, 1);
    double[][] predictions =
        whole.stream().map(one -> among(rows, one.predictions())).toArray(double[][]::new);
    List<Candidate> fitted =
        ensemble.candidates().stream()
            .filter(
                candidate ->
                    Objects.requireNonNull(byCandidate.get(candidate.name())).failures().isEmpty())
            .toList();
    return ensemble
        .combination()
        .weights(
            ensemble.loss().of(learners.target(nuisance).orElseThrow()),
            among(rows, nuisance.response().values(data)),
            predictions,
            data.relativeWeights().map(weights -> among(rows, weights)).orElse(importance),
            Ensemble.free(learners.target(nuisance).orElseThrow(), fitted));
  }

  private static double[] among(Rows rows, double[] values) {
    double[] some = new double[rows.size()];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[rows.get(i)];
    }
    return some;
  }

  private static double[] mean(double[] weights, List<OutOfFold> whole, Target target) {
    double[] mean = new double[whole.getFirst().predictions().length];
    for (int j = 0; j < weights.length; j++) {
      double[] predictions = whole.get(j).predictions();
      for (int row = 0; row < mean.length; row++) {
        mean[row] += weights[j] * predictions[row];
      }
    }
    if (target == Target.PROBABILITY) {
      // Weights that sum to one but for rounding may lead out of [0, 1].
      Arrays.setAll(mean, row -> Math.clamp(mean[row], 0, 1));
    }
    return mean;
  }

  private static CandidateLoss loss(String name, OutOfFold one, double weight, CausalData data) {
    boolean isWhole = one.failures().isEmpty();
    return new CandidateLoss(
        name,
        List.of(weight),
        isWhole ? Optional.of(one.loss(data)) : Optional.empty(),
        OptionalLong.of(one.cpuNanos()),
        one.failures().size(),
        one.failures().values().stream().findFirst(),
        one.trials());
  }

  /** Predictions for every row, and how good they are. */
  record Combined(Column column, NuisanceLoss loss) {}
}
