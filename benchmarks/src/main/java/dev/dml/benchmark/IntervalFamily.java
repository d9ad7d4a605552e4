package dev.dml.benchmark;

import dev.dml.inference.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Intervals of many data sets that are meant to cover, each for itself and all at once. */
final class IntervalFamily {

  private final String name;
  private final List<Double> shares = new ArrayList<>();
  private final List<Double> lengths = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();
  private final List<Double> squaredErrors = new ArrayList<>();
  private final List<Double> together = new ArrayList<>();
  private final List<Double> jointLengths = new ArrayList<>();

  IntervalFamily(String name) {
    this.name = name;
  }

  /**
   * What a data set says of a number.
   *
   * @param coefficient the estimate
   * @param alone the interval that covers the number for itself
   * @param joint the one that covers together with those of the other numbers, if there is one
   * @param truth the number
   */
  record Claim(
      double coefficient,
      ConfidenceInterval alone,
      Optional<ConfidenceInterval> joint,
      double truth) {

    private double error() {
      return Math.abs(coefficient - truth);
    }

    boolean holds() {
      return covers(alone);
    }

    private boolean covers(ConfidenceInterval interval) {
      return interval.lower() <= truth && truth <= interval.upper();
    }

    private boolean holdsTogether() {
      return covers(joint.orElseThrow());
    }
  }

  /** Counts a data set. */
  void add(List<Claim> claims) {
    shares.add((double) claims.stream().filter(Claim::holds).count() / claims.size());
    lengths.add(
        claims.stream().mapToDouble(claim -> claim.alone().length()).average().orElseThrow());
    errors.add(claims.stream().mapToDouble(Claim::error).average().orElseThrow());
    squaredErrors.add(
        claims.stream().mapToDouble(claim -> square(claim.error())).average().orElseThrow());
    if (claims.stream().allMatch(claim -> claim.joint().isPresent())) {
      together.add(claims.stream().allMatch(Claim::holdsTogether) ? 1.0 : 0.0);
      jointLengths.add(
          claims.stream()
              .mapToDouble(claim -> claim.joint().orElseThrow().length())
              .average()
              .orElseThrow());
    }
  }

  /** How often the intervals covered each for itself, with the Monte Carlo error of the share. */
  Coverage.Row alone(String learners, double seconds) {
    return row(name, learners, shares, lengths, seconds);
  }

  /** How often they covered all at once; empty if they are not meant to. */
  Optional<Coverage.Row> together(String learners, double seconds) {
    return together.isEmpty()
        ? Optional.empty()
        : Optional.of(row(name + " joint", learners, together, jointLengths, seconds));
  }

  private Coverage.Row row(
      String label, String learners, List<Double> covered, List<Double> length, double seconds) {
    return Coverage.Row.unpublished(
        label,
        learners,
        mean(covered),
        Math.sqrt(mean(covered.stream().map(share -> square(share - mean(covered))).toList()))
            / Math.sqrt(covered.size()),
        mean(length),
        mean(errors),
        Math.sqrt(mean(squaredErrors)),
        seconds);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
