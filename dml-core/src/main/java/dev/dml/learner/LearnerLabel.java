package dev.dml.learner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A learner in words: the name of its type and those of its settings that differ from their
 * defaults.
 *
 * @param type the name of the type as a spec writes it; of a learner without a type, its own text
 * @param settings the values that a spec would write, by name
 */
public record LearnerLabel(String type, Map<String, Object> settings) {

  /** Copies. */
  public LearnerLabel {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** As in {@code random-forest {max_depth: 7}}. */
  @Override
  public String toString() {
    return settings.isEmpty()
        ? type
        : type
            + settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining(", ", " {", "}"));
  }
}
