package dev.dml.task;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What matters more where a run could be cheaper or faster. */
public enum Preference {
  /** The cheapest; the fastest of those that cost nearly as little. */
  COST,
  /** The fastest; the cheapest of those that are nearly as fast. */
  TIME,
  /** The least product of both: twice the price has to halve the time. */
  BALANCED;

  /** A twentieth more is nearly as little. */
  private static final double NEARLY = 1.05;

  /**
   * The best of some ways.
   *
   * @param cost what a way costs, in any unit
   * @param seconds what it takes
   * @return empty if there is none
   */
  public <W> Optional<W> best(
      Collection<W> ways, ToDoubleFunction<W> cost, ToDoubleFunction<W> seconds) {
    return switch (this) {
      case COST -> first(ways, cost, seconds);
      case TIME -> first(ways, seconds, cost);
      case BALANCED ->
          ways.stream()
              .min(
                  Comparator.comparingDouble(
                      way -> cost.applyAsDouble(way) * seconds.applyAsDouble(way)));
    };
  }

  private static <W> Optional<W> first(
      Collection<W> ways, ToDoubleFunction<W> first, ToDoubleFunction<W> second) {
    double least = ways.stream().mapToDouble(first).min().orElse(0);
    return ways.stream()
        .filter(way -> first.applyAsDouble(way) <= NEARLY * least)
        .min(Comparator.comparingDouble(second));
  }

  /** The name in a spec, such as {@code balanced}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
