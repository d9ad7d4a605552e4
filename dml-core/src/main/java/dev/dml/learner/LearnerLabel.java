package dev.dml.learner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A learner in words: the name of its type and its settings, of which a reader needs those that
 * differ from their defaults.
 *
 * @param type the name of the type as a spec writes it; of a learner without a type, its own text
 * @param settings the values of all settings, as a spec would write them, by name
 * @param changed the names of the settings that differ from their defaults
 */
public record LearnerLabel(String type, Map<String, Object> settings, Set<String> changed) {

  /** Copies. */
  public LearnerLabel {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    changed = Set.copyOf(changed);
  }

  /** As in {@code random-forest {max_depth: 7}}. */
  @Override
  public String toString() {
    return changed.isEmpty()
        ? type
        : type
            + settings.entrySet().stream()
                .filter(setting -> changed.contains(setting.getKey()))
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining(", ", " {", "}"));
  }
}
