package dev.dml.benchmark.peers.trial;

import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.penalized.PenaltyWeight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Results that have one right answer, so that two programs must agree on them. */
public final class Agreement {

  private static final long SEED = 1;

  private Agreement() {}

  public static double[] predictions(
      WorkFolder folder, Work work, Rows train, Rows test, double[] y) throws IOException {
    Target target = work.probability() ? Target.PROBABILITY : Target.MEAN;
    return Program.DML
        .learner(work)
        .fitPredict(new Fit(CrossFitting.features(folder, work), y, train, test, target, SEED));
  }

  /**
   * The lasso's coefficients at {@link Work#AGREEMENT_LAMBDA}, read off predictions: those of the
   * unit vectors, which stand behind the data as further rows, less that of zero.
   */
  public static double[] coefficients(WorkFolder folder, Work work, Rows train, double[] y)
      throws IOException {
    int rows = work.rows();
    int columns = work.columns();
    List<Column> extended = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      double[] values = Arrays.copyOf(folder.covariate(work, j), rows + columns + 1);
      values[rows + j] = 1;
      extended.add(Column.of("x" + (j + 1), values));
    }
    Rows probes = Rows.where(rows + columns + 1, row -> row >= rows);
    double[] predicted =
        new Lasso(new PenaltyWeight.Fixed(Work.AGREEMENT_LAMBDA), 5, 100)
            .fitPredict(
                new Fit(
                    Features.of(rows + columns + 1, extended),
                    Arrays.copyOf(y, rows + columns + 1),
                    train,
                    probes,
                    Target.MEAN,
                    SEED));
    double[] coefficients = new double[columns];
    for (int j = 0; j < columns; j++) {
      coefficients[j] = predicted[j] - predicted[columns];
    }
    return coefficients;
  }
}
