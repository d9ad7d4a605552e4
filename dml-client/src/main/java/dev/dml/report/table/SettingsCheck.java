package dev.dml.report.table;

import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether settings fit the results of a table.
 *
 * @param settings the settings
 * @param columns the number of results
 * @param effects the names of their effects
 */
record SettingsCheck(TableSettings settings, int columns, Set<String> effects) {

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
    for (String name : settings.names().keySet()) {
      if (!effects.contains(name)) {
        problems.add(
            "--coef-map: no effect is named "
                + name
                + "; "
                + Spelling.question(name, effects)
                + "there are: "
                + String.join(", ", effects));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }
}
