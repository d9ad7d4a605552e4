package dev.dml.benchmark.kernel;

import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.ArrayList;
import java.util.List;
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
 * What all tree fits of a run share: the bins of 20 continuous columns. Columns keep their bins, so
 * that every call begins with new ones.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BinningBenchmark {

  private static final int COLUMNS = 20;
  private static final long SEED = 42;

  /** The number of rows. */
  @Param({"5000", "50000"})
  public int rows;

  private List<double[]> columns;

  /** Draws the rows. */
  @Setup
  public void draw() {
    columns = Simulation.CURVED.draw(rows, COLUMNS, SEED).x();
  }

  /** Bins of every column, and the search for rows that agree. */
  @Benchmark
  public BinnedFeatures bins() {
    List<Column> fresh = new ArrayList<>();
    for (double[] values : columns) {
      fresh.add(Column.of("x" + (fresh.size() + 1), values));
    }
    return BinnedFeatures.of(Features.of(rows, fresh));
  }
}
