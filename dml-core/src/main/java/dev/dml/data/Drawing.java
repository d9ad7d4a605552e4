package dev.dml.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a made-up data set was drawn, which is enough to draw it again.
 *
 * @param design the name of the population; see {@code dev.dml.simulation}
 * @param values the values of its parameters
 * @param seed what it was drawn from
 */
public record Drawing(String design, Map<String, Double> values, long seed) {

  /** Copies. */
  public Drawing {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
