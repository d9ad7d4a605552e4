package dev.dml.benchmark;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.Fit;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.random.Seed;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The processor time of an unpenalised logistic regression in five folds, beside {@code
 * peers/logistic_speed.py}, which does the same fits on the same data.
 */
final class LogisticSpeed {

  private static final int FOLDS = 5;
  private static final int REPEATS = 7;

  private LogisticSpeed() {}

  /**
   * Writes the data and the predictions, doubles in the machine's order, for the peer to read;
   * arguments are a directory, the numbers of rows and of columns, and, if wanted, how many of the
   * last columns are dummies of all levels of a factor, so that one of them is 1 less the others.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    int n = Integer.parseInt(arguments[1]);
    int p = Integer.parseInt(arguments[2]);
    double[][] columns = columns(n, p);
    if (arguments.length > 3) {
      dummies(columns, p - Integer.parseInt(arguments[3]));
    }
    double[] y = outcome(columns);
    double[] written = new double[n * (p + 1)];
    for (int j = 0; j <= p; j++) {
      System.arraycopy(j < p ? columns[j] : y, 0, written, j * n, n);
    }
    write(directory.resolve("data.bin"), written);
    double[] seconds = new double[REPEATS];
    double[] predictions = new double[n];
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      List<Column> fresh = new ArrayList<>();
      for (int j = 0; j < p; j++) {
        fresh.add(Column.of("x" + j, columns[j]));
      }
      Features features = Features.of(n, fresh);
      long before = cpu();
      predict(LogisticRegression.DEFAULT, features, y, predictions);
      seconds[repeat] = (cpu() - before) / 1e9;
    }
    write(directory.resolve("predictions.bin"), predictions);
    System.out.println("first " + seconds[0] + " s, of all " + Arrays.toString(seconds));
    Arrays.sort(seconds);
    System.out.println("median " + seconds[REPEATS / 2] + " s for " + FOLDS + " fits");
  }

  private static void predict(
      SharingLearner learner, Features x, double[] y, double[] predictions) {
    Partition folds = Partition.of(IntStream.range(0, y.length).map(row -> row % FOLDS).toArray());
    Block block = Block.of(folds);
    List<Fit> fits =
        IntStream.range(0, FOLDS)
            .mapToObj(k -> Fit.outside(block.fold(0, k), x, y, Target.PROBABILITY, 42))
            .toList();
    Function<Fit, double[]> together = learner.share(fits);
    for (Fit fit : fits) {
      double[] here = together.apply(fit);
      for (int i = 0; i < here.length; i++) {
        predictions[fit.test().get(i)] = here[i];
      }
    }
  }

  /** Columns of variance 1 with correlations that fall by half from each one to the next. */
  private static double[][] columns(int n, int p) {
    RandomGenerator random = new Seed(1).generator();
    double[][] columns = new double[p][n];
    for (int i = 0; i < n; i++) {
      double last = random.nextGaussian();
      for (int j = 0; j < p; j++) {
        columns[j][i] = last;
        last = 0.5 * last + Math.sqrt(0.75) * random.nextGaussian();
      }
    }
    return columns;
  }

  private static void dummies(double[][] columns, int first) {
    RandomGenerator random = new Seed(3).generator();
    for (int i = 0; i < columns[0].length; i++) {
      int level = random.nextInt(first, columns.length);
      for (int j = first; j < columns.length; j++) {
        columns[j][i] = j == level ? 1 : 0;
      }
    }
  }

  private static double[] outcome(double[][] columns) {
    RandomGenerator random = new Seed(2).generator();
    double[] y = new double[columns[0].length];
    for (int i = 0; i < y.length; i++) {
      double logit = -0.5;
      for (int j = 0; j < columns.length; j++) {
        logit += columns[j][i] / (j + 1.0);
      }
      y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    return y;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void write(Path file, double[] values) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.nativeOrder());
    buffer.asDoubleBuffer().put(values);
    Files.write(file, buffer.array());
  }
}
