package dev.dml.smile;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.learner.FitTime;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A sample in the form of Smile's models of vectors: one array per row, each column less its mean
 * and divided by its standard deviation in the training rows.
 */
final class Standardised {

  private final Sample sample;
  private final List<Moments> moments;

  Standardised(Sample sample) {
    this.sample = sample;
    this.moments =
        sample.columns().stream().map(column -> Moments.of(column.gather(sample.train()))).toList();
  }

  /** The training rows. */
  double[][] training() {
    return rows(sample.train());
  }

  /** The prediction of a model for each test row. */
  double[] predict(ToDoubleFunction<double[]> model) {
    return FitTime.predicting(() -> predictions(model));
  }

  private double[] predictions(ToDoubleFunction<double[]> model) {
    double[] predictions = new double[sample.test().size()];
    double[][] rows = rows(sample.test());
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = model.applyAsDouble(rows[i]);
    }
    return predictions;
  }

  private double[][] rows(Rows rows) {
    double[][] matrix = new double[rows.size()][sample.width()];
    for (int j = 0; j < sample.width(); j++) {
      Column column = sample.columns().get(j);
      for (int i = 0; i < matrix.length; i++) {
        matrix[i][j] = moments.get(j).standardise(column.get(rows.get(i)));
      }
    }
    return matrix;
  }
}
