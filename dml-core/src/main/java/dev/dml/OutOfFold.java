package dev.dml;

import dev.dml.analysis.NuisanceLoss;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.Magnitude;
import dev.dml.inference.Mean;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Share;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import dev.dml.task.TaskResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The predictions of one nuisance in one repetition, put together fold by fold in any order. */
final class OutOfFold {

  private static final double LOG_LOSS_CLIP = 1e-15;

  private final Nuisance nuisance;
  private final Target target;
  private final Partition partition;
  private final double[] predictions;
  private final double[] constants;
  private final SortedMap<Integer, String> failures = new TreeMap<>();
  private final SortedMap<Integer, double[]> trials = new TreeMap<>();
  private final SortedMap<Integer, List<Share>> shares = new TreeMap<>();
  private long cpuNanos;

  OutOfFold(Nuisance nuisance, Target target, Partition partition) {
    this.nuisance = nuisance;
    this.target = target;
    this.partition = partition;
    this.predictions = new double[partition.rows()];
    Arrays.fill(predictions, Double.NaN);
    this.constants = new double[partition.folds()];
  }

  void add(TaskResult result, CausalData data) {
    cpuNanos += result.cpuNanos();
    constants[result.id().fold()] = result.trainingMean();
    if (result.trials().length > 0) {
      trials.put(result.id().fold(), result.trials());
    }
    if (!result.shares().isEmpty()) {
      shares.put(result.id().fold(), result.shares());
    }
    if (result.failure().isPresent()) {
      failures.put(result.id().fold(), result.failure().get());
      return;
    }
    Rows test = nuisance.predicted(data, partition.test(result.id().fold()));
    double[] values = result.predictions();
    for (int i = 0; i < values.length; i++) {
      predictions[test.get(i)] = values[i];
    }
  }

  /** Why folds have no predictions, by fold. */
  SortedMap<Integer, String> failures() {
    return failures;
  }

  /** The losses of the settings that were tried, by fold. */
  List<double[]> trials() {
    return List.copyOf(trials.values());
  }

  /** What each candidate counts in the fits that stacked some, by fold. */
  List<List<Share>> shares() {
    return List.copyOf(shares.values());
  }

  /** The processor time of all folds. */
  long cpuNanos() {
    return cpuNanos;
  }

  /** The predictions of each row, which nobody changes any more. */
  double[] predictions() {
    return predictions;
  }

  /** Other predictions for the same rows, beside the same constants. */
  OutOfFold with(Target other, double[] values) {
    OutOfFold combined = new OutOfFold(nuisance, other, partition);
    System.arraycopy(values, 0, combined.predictions, 0, values.length);
    System.arraycopy(constants, 0, combined.constants, 0, constants.length);
    return combined;
  }

  /** The predictions by row; {@code NaN} where the nuisance is not defined. */
  Column column() {
    return Column.of(nuisance.name(), predictions);
  }

  /**
   * The losses are summed in the order of rows, not of arrival, so that they have the same bits on
   * every backend.
   */
  NuisanceLoss loss(CausalData data) {
    Rows rows = nuisance.learnt(data);
    double[] y = nuisance.response().values(data);
    double[] constant = new double[predictions.length];
    for (int row = 0; row < constant.length; row++) {
      constant[row] = constants[partition.fold(row)];
    }
    boolean probability = target == Target.PROBABILITY;
    Losses losses = new Losses(rows, y, data.relativeWeights());
    return new NuisanceLoss(
        nuisance,
        target,
        losses.rmse(predictions),
        losses.rmse(constant),
        probability ? OptionalDouble.of(losses.logLoss(predictions)) : OptionalDouble.empty(),
        probability ? OptionalDouble.of(losses.logLoss(constant)) : OptionalDouble.empty(),
        List.of());
  }

  /** The mean losses of predictions over some rows, by sampling weights if there are any. */
  // The arrays are never handed out.
  @SuppressWarnings("ArrayRecordComponent")
  private record Losses(Rows rows, double[] y, Optional<double[]> weights) {

    double rmse(double[] predicted) {
      double[] errors = new double[rows.size()];
      for (int i = 0; i < errors.length; i++) {
        int row = rows.get(i);
        errors[i] = y[row] - predicted[row];
      }
      if (weights.isPresent()) {
        for (int i = 0; i < errors.length; i++) {
          errors[i] *= Math.sqrt(weight(rows.get(i)));
        }
      }
      return Magnitude.rootMeanSquare(errors) / Math.sqrt(meanWeight());
    }

    double logLoss(double[] predicted) {
      double loss =
          Mean.of(
              rows.size(),
              i -> {
                int row = rows.get(i);
                double p = Math.clamp(predicted[row], LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP);
                return weight(row) * (y[row] == 1 ? -StrictMath.log(p) : -StrictMath.log1p(-p));
              });
      return loss / meanWeight();
    }

    private double weight(int row) {
      return weights.isEmpty() ? 1 : weights.get()[row];
    }

    private double meanWeight() {
      return weights.isEmpty() ? 1 : Mean.of(rows.size(), i -> weight(rows.get(i)));
    }
  }
}
