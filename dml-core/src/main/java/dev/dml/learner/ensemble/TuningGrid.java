package dev.dml.learner.ensemble;

import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The settings of a learner among which tuning chooses.
 *
 * <p>Without a number of trials they are all combinations of the listed values. With one, so many
 * different combinations are drawn, always the same ones, so that all fits try the same; if there
 * are no more, all of them.
 *
 * @param values the values of each setting by its name
 * @param number the number of combinations to try; empty for all, which ranges do not permit
 */
public record TuningGrid(Map<String, TunedValues> values, OptionalInt number) {

  /** The most combinations that are tried. */
  public static final int MOST = 1000;

  private static final int MOST_DRAWS = 20;

  /** Checks and copies. */
  public TuningGrid {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one setting");
    }
    if (number.isEmpty() && !isListed(values)) {
      throw new IllegalArgumentException("ranges need a number of trials");
    }
    if (number.isEmpty() && combinations(values) > MOST) {
      throw new IllegalArgumentException(
          "there are " + combinations(values) + " combinations; give a number of trials");
    }
  }

  private static boolean isListed(Map<String, TunedValues> values) {
    return values.values().stream().allMatch(TunedValues.Listed.class::isInstance);
  }

  private static long combinations(Map<String, TunedValues> values) {
    long product = 1;
    for (TunedValues each : values.values()) {
      int size = each instanceof TunedValues.Listed listed ? listed.values().size() : MOST + 1;
      product = Math.min(product * size, Integer.MAX_VALUE);
    }
    return product;
  }

  /** The settings to try, in the order in which ties are decided. */
  public List<Map<String, Object>> trials() {
    if (isListed(values) && (number.isEmpty() || combinations(values) <= number.getAsInt())) {
      return all();
    }
    RandomGenerator random = new Seed(0).with("tuning").generator();
    Set<Map<String, Object>> drawn = new LinkedHashSet<>();
    for (int draw = 0;
        drawn.size() < number.getAsInt() && draw < MOST_DRAWS * number.getAsInt();
        draw++) {
      Map<String, Object> trial = new LinkedHashMap<>();
      values.forEach((setting, each) -> trial.put(setting, each.draw(random)));
      drawn.add(trial);
    }
    return List.copyOf(drawn);
  }

  private List<Map<String, Object>> all() {
    List<Map<String, Object>> trials = List.of(Map.of());
    for (Map.Entry<String, TunedValues> entry : values.entrySet()) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> trial : trials) {
        for (Object value : ((TunedValues.Listed) entry.getValue()).values()) {
          Map<String, Object> more = new LinkedHashMap<>(trial);
          more.put(entry.getKey(), value);
          longer.add(more);
        }
      }
      trials = longer;
    }
    return trials;
  }
}
