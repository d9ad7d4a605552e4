package dev.dml.benchmark;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.penalized.Lasso;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures a cross-validated lasso, fitted on the rows outside each of five folds, on data that
 * {@code benchmarks/peers/linear_lasso.py} wrote and fits too.
 *
 * <p>Arguments: a directory with {@code x.bin} and {@code y.bin}, doubles in little-endian order by
 * column, the number of rows, and how often the five fits are repeated.
 */
public final class LinearLasso {

  private static final int FOLDS = 5;

  private LinearLasso() {}

  /** Prints the median processor time of a fit and the error of its predictions. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int rows = Integer.parseInt(arguments[1]);
    int repetitions = Integer.parseInt(arguments[2]);
    double[] x = doubles(directory.resolve("x.bin"));
    double[] y = doubles(directory.resolve("y.bin"));
    List<Column> columns = new ArrayList<>();
    for (int from = 0; from < x.length; from += rows) {
      columns.add(Column.of("x" + columns.size(), Arrays.copyOfRange(x, from, from + rows)));
    }
    Features features = Features.of(rows, columns);
    double[] seconds = new double[repetitions];
    double squares = 0;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      squares = 0;
      double start = processorSeconds();
      for (int fold = 0; fold < FOLDS; fold++) {
        squares += squaredErrors(features, y, fold, repetition);
      }
      seconds[repetition] = (processorSeconds() - start) / FOLDS;
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "Java: %.4f s a fit (least %.4f), RMSE %.6f%n",
        seconds[repetitions / 2],
        seconds[0],
        Math.sqrt(squares / rows));
  }

  private static double squaredErrors(Features features, double[] y, int fold, long seed) {
    int rows = features.rows();
    Rows train = Rows.where(rows, row -> row % FOLDS != fold);
    Rows test = Rows.where(rows, row -> row % FOLDS == fold);
    double[] predicted =
        Lasso.DEFAULT.fitPredict(new Fit(features, y, train, test, Target.MEAN, 100 * seed + fold));
    double squares = 0;
    for (int i = 0; i < predicted.length; i++) {
      double error = y[test.get(i)] - predicted[i];
      squares += error * error;
    }
    return squares;
  }

  private static double processorSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static double[] doubles(Path file) throws IOException {
    DoubleBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] values = new double[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
