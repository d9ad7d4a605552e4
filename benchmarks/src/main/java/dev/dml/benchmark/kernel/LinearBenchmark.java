package dev.dml.benchmark.kernel;

import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cross products and what is solved from them: least squares, a ridge and a lasso at one penalty,
 * which are mostly the cross products; the lasso's cross-validated path, mostly coordinate descent;
 * and Newton steps of the logistic regression.
 *
 * <p>What a learner keeps with the features, such as cross products, is made in the warm-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LinearBenchmark {

  private static final int ROWS = 5_000;

  /** The number of columns. */
  @Param({"30", "300"})
  public int columns;

  private final Learner leastSquares = Fold.learner("linear-regression", Map.of());
  private final Learner ridge = Fold.learner("ridge", Map.of("lambda", 0.1));
  private final Learner lasso = Fold.learner("lasso", Map.of("lambda", 0.05));
  private final Learner path = Fold.learner("lasso", Map.of());
  private final Learner logistic = Fold.learner("logistic-regression", Map.of());
  private Fold independent;
  private Fold correlated;
  private Fold binary;

  /** Draws the rows. */
  @Setup
  public void draw() {
    independent = Fold.of(Simulation.SPARSE, ROWS, columns);
    correlated = Fold.of(Simulation.SPARSE_CORRELATED, ROWS, columns);
    binary = Fold.of(Simulation.BINARY, ROWS, columns);
  }

  /** Ordinary least squares. */
  @Benchmark
  public double[] leastSquares() {
    return independent.predict(leastSquares, Target.MEAN);
  }

  /** Ridge regression at one penalty. */
  @Benchmark
  public double[] ridge() {
    return independent.predict(ridge, Target.MEAN);
  }

  /** The lasso at one penalty. */
  @Benchmark
  public double[] lasso() {
    return independent.predict(lasso, Target.MEAN);
  }

  /** The lasso with its penalty chosen from 100 in 5 folds. */
  @Benchmark
  public double[] lassoPath() {
    return independent.predict(path, Target.MEAN);
  }

  /** The same with correlated columns. */
  @Benchmark
  public double[] lassoPathOfCorrelatedColumns() {
    return correlated.predict(path, Target.MEAN);
  }

  /** Logistic regression without penalty. */
  @Benchmark
  public double[] logistic() {
    return binary.predict(logistic, Target.PROBABILITY);
  }
}
