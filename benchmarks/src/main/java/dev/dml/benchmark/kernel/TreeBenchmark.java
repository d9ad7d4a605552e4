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
 * Histograms and cuts: a forest of 10 trees and boosting of 20 rounds, on 20 continuous columns.
 * The bins are made in the warm-up and kept with the features.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TreeBenchmark {

  private static final int COLUMNS = 20;

  /** The number of rows. */
  @Param({"5000", "50000"})
  public int rows;

  private final Learner forest =
      Fold.learner("random-forest", Map.of("trees", 10, "features", "third", "min_leaf", 5));
  private final Learner allColumns =
      Fold.learner("random-forest", Map.of("trees", 10, "features", "all", "min_leaf", 5));
  private final Learner boosting =
      Fold.learner(
          "gradient-boosting", Map.of("rounds", 20, "max_depth", 6, "early_stopping", "none"));
  private Fold fold;

  /** Draws the rows. */
  @Setup
  public void draw() {
    fold = Fold.of(Simulation.CURVED, rows, COLUMNS);
  }

  /** A forest that tries a third of the columns at each cut. */
  @Benchmark
  public double[] forest() {
    return fold.predict(forest, Target.MEAN);
  }

  /** A forest that tries every column at each cut. */
  @Benchmark
  public double[] forestOfAllColumns() {
    return fold.predict(allColumns, Target.MEAN);
  }

  /** Gradient boosting with the squared loss. */
  @Benchmark
  public double[] boosting() {
    return fold.predict(boosting, Target.MEAN);
  }
}
