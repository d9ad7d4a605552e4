package dev.dml.benchmark;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;

/**
 * Measures a partially linear regression by least squares, 5 folds and 20 repetitions on one
 * thread, on 1,000,000 simulated rows with 50 covariates and the true effect 0.5; beside {@code
 * benchmarks/peers/linear_regressions.py}.
 *
 * <p>Arguments: the numbers of rows, covariates, and estimations, and if they differ from these the
 * numbers of repetitions and threads.
 */
public final class LinearRegressions {

  private LinearRegressions() {}

  /** Prints the processor and elapsed time of each estimation, and the estimate. */
  public static void main(String[] arguments) {
    int rows = Integer.parseInt(arguments[0]);
    int covariates = Integer.parseInt(arguments[1]);
    int repetitions = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
    int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
    CausalData data = simulated(rows, covariates);
    for (int run = 0; run < Integer.parseInt(arguments[2]); run++) {
      double start = processorSeconds();
      long began = System.nanoTime();
      DmlResult result =
          DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
              .withLearner("ml_l", new LinearRegression())
              .withLearner("ml_m", new LinearRegression())
              .withFolds(5)
              .withRepetitions(repetitions)
              .withSeed(42)
              .withBackend(new LocalBackend(threads))
              .estimate(data);
      System.out.printf(
          Locale.ROOT,
          "Java: %.2f s, elapsed %.2f s, effect %.12f (%.6f)%n",
          processorSeconds() - start,
          (System.nanoTime() - began) / 1e9,
          result.coefficient(),
          result.standardError());
    }
  }

  private static CausalData simulated(int rows, int covariates) {
    Random random = new Random(42);
    double[] d = new double[rows];
    double[] y = new double[rows];
    CausalDataBuilder builder = CausalData.builder();
    for (int j = 0; j < covariates; j++) {
      double[] x = new double[rows];
      for (int i = 0; i < rows; i++) {
        x[i] = random.nextGaussian();
        d[i] += x[i] / (j + 1);
        y[i] += x[i] / (j + 2);
      }
      builder.covariate("x" + j, x);
    }
    for (int i = 0; i < rows; i++) {
      d[i] += random.nextGaussian();
      y[i] += 0.5 * d[i] + random.nextGaussian();
    }
    return builder.outcome("y", y).treatment("d", d).build();
  }

  private static double processorSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }
}
