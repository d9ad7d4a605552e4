package dev.dml.report.table;

import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether settings fit the results of a table.
 *
 * @param settings the settings
 * @param columns the number of results
 * @param effects their effects
 */
record SettingsCheck(TableSettings settings, int columns, TableEffects effects) {

  private static final int MOST_NAMES = 10;

  /** Throws with all problems. */
  void check() {
    List<String> problems = new ArrayList<>();
    if (!settings.labels().isEmpty() && settings.labels().size() != columns) {
      problems.add(
          "--label: there are "
              + settings.labels().size()
              + " labels for "
              + columns
              + (columns == 1 ? " result" : " results"));
    }
    int grouped = settings.groups().values().stream().mapToInt(Integer::intValue).sum();
    if (grouped > 0 && grouped != columns) {
      problems.add("--group: the groups have " + grouped + " columns, but there are " + columns);
    }
    List<String> unknown =
        settings.names().keySet().stream().filter(name -> !effects.names().contains(name)).toList();
    for (String name : unknown) {
      String question = Spelling.question(name, effects.typed());
      // Once is enough for all.
      String there = name.equals(unknown.getLast()) ? "there are: " + names() : "";
      String more = (question + there).strip();
      problems.add("--coef-map: no effect is named " + name + (more.isEmpty() ? "" : "; " + more));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private String names() {
    List<String> all = List.copyOf(effects.names());
    String first = String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size())));
    return all.size() > MOST_NAMES ? first + " and " + (all.size() - MOST_NAMES) + " more" : first;
  }
}
