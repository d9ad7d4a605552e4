package dev.dml.localcloud.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which invocations go wrong, and how: a pure function of the seed and the content of the request.
 *
 * @param shares the share of invocations that each fault hits, together at most 1
 * @param seed the source of the choice
 */
public record Faults(Map<Fault, Double> shares, long seed) {

  /** Checks and copies. */
  public Faults {
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (shares.values().stream().anyMatch(share -> !(share >= 0)) || sum > 1) {
      throw new IllegalArgumentException(
          "the shares of faults must be at least 0 and together at most 1, but were " + shares);
    }
    shares = Map.copyOf(shares);
  }

  /** Nothing goes wrong. */
  public static Faults none() {
    return new Faults(Map.of(), 0);
  }

  /** Every kind hits the same share of invocations, which are so many in total. */
  public static Faults mixed(double total, long seed) {
    Map<Fault, Double> shares = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      shares.put(fault, total / Fault.values().length);
    }
    return new Faults(shares, seed);
  }

  /** The fault of a request when it comes for the first time, if it has one. */
  public Optional<Fault> of(byte[] payload) {
    long name = 0;
    for (byte value : payload) {
      name = 1099511628211L * (name ^ (value & 0xff)); // the step of FNV-1a
    }
    double point = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name).nextDouble();
    double upTo = 0;
    for (Fault fault : Fault.values()) {
      upTo += shares.getOrDefault(fault, 0.0);
      if (point < upTo) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
