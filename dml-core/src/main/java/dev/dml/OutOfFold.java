package dev.dml;

import dev.dml.analysis.NuisanceLoss;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.Magnitude;
import dev.dml.inference.Mean;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import dev.dml.task.TaskResult;
import java.util.OptionalDouble;

/** The predictions of one nuisance in one repetition, put together fold by fold in any order. */
final class OutOfFold {

  private static final double LOG_LOSS_CLIP = 1e-15;

  private final Nuisance nuisance;
  private final Target target;
  private final Partition partition;
  private final double[] predictions;
  private final double[] constants;

  OutOfFold(Nuisance nuisance, Target target, Partition partition) {
    this.nuisance = nuisance;
    this.target = target;
    this.partition = partition;
    this.predictions = new double[partition.rows()];
    this.constants = new double[partition.folds()];
  }

  void add(TaskResult result) {
    Rows test = partition.test(result.id().fold());
    double[] values = result.predictions();
    for (int i = 0; i < values.length; i++) {
      predictions[test.get(i)] = values[i];
    }
    constants[result.id().fold()] = result.trainingMean();
  }

  Column column() {
    return Column.of(nuisance.name(), predictions);
  }

  /**
   * The losses are summed in the order of rows, not of arrival, so that they have the same bits on
   * every backend.
   */
  NuisanceLoss loss(CausalData data) {
    Rows rows = nuisance.among(data, Rows.all(data.rows()));
    double[] y = nuisance.response().values(data);
    double[] constant = new double[predictions.length];
    for (int row = 0; row < constant.length; row++) {
      constant[row] = constants[partition.fold(row)];
    }
    boolean probability = target == Target.PROBABILITY;
    return new NuisanceLoss(
        nuisance,
        target,
        rmse(rows, y, predictions),
        rmse(rows, y, constant),
        probability ? OptionalDouble.of(logLoss(rows, y, predictions)) : OptionalDouble.empty(),
        probability ? OptionalDouble.of(logLoss(rows, y, constant)) : OptionalDouble.empty());
  }

  private static double rmse(Rows rows, double[] y, double[] predicted) {
    double[] errors = new double[rows.size()];
    for (int i = 0; i < errors.length; i++) {
      int row = rows.get(i);
      errors[i] = y[row] - predicted[row];
    }
    return Magnitude.rootMeanSquare(errors);
  }

  private static double logLoss(Rows rows, double[] y, double[] predicted) {
    return Mean.of(
        rows.size(),
        i -> {
          int row = rows.get(i);
          double p = Math.clamp(predicted[row], LOG_LOSS_CLIP, 1 - LOG_LOSS_CLIP);
          return y[row] == 1 ? -StrictMath.log(p) : -StrictMath.log1p(-p);
        });
  }
}
