package dev.dml.analysis.sensitivity;

import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The bound nearer to the null over a grid of strengths, for a contour plot.
 *
 * @param cfY the values of cf<sub>y</sub>
 * @param cfD the values of cf<sub>d</sub>
 * @param bound the bound by cf<sub>y</sub>, then by cf<sub>d</sub>
 */
public record Contour(List<Double> cfY, List<Double> cfD, List<List<Double>> bound) {

  private static final int STEPS = 10;
  private static final double LEAST = 0.15;
  private static final double MOST = 0.95;

  /** Copies. */
  public Contour {
    cfY = List.copyOf(cfY);
    cfD = List.copyOf(cfD);
    bound = bound.stream().map(List::copyOf).toList();
  }

  /** The grid that holds the confounder and all benchmarks well inside. */
  static Contour of(Confounding confounding, BiasPath path, Collection<Benchmark> benchmarks) {
    List<Double> y = grid(confounding.cfY(), benchmarks.stream().mapToDouble(Benchmark::cfY));
    List<Double> d = grid(confounding.cfD(), benchmarks.stream().mapToDouble(Benchmark::cfD));
    double nullEffect = confounding.nullEffect();
    return new Contour(
        y,
        d,
        y.stream()
            .map(
                cfY ->
                    d.stream()
                        .map(cfD -> path.nearer(nullEffect, confounding.strength(cfY, cfD)))
                        .toList())
            .toList());
  }

  private static List<Double> grid(double share, DoubleStream benchmarks) {
    double largest = Math.max(2 * share, 1.25 * benchmarks.max().orElse(0));
    double end = Math.clamp(largest, LEAST, MOST);
    return IntStream.rangeClosed(0, STEPS).mapToObj(i -> end * i / STEPS).toList();
  }
}
