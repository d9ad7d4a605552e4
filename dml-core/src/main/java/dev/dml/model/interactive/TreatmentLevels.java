package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.DistinctValues;
import dev.dml.data.text.Spelling;
import dev.dml.model.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The levels of a treatment that occur, in ascending order.
 *
 * @param treatment the name of the treatment
 * @param all the levels
 */
record TreatmentLevels(String treatment, List<Level> all) {

  private static final int MOST_NAMED = 30;

  /** With at most so many levels, the others than one are told apart by any numbers. */
  private static final int NUMBERED = 3;

  static TreatmentLevels of(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    Optional<List<String>> texts = data.treatmentLevels(d.name());
    double[] values = DistinctValues.of(d).toArray();
    return new TreatmentLevels(
        d.name(),
        Arrays.stream(values)
            .mapToObj(value -> new Level(value, texts.map(names -> names.get((int) value))))
            .toList());
  }

  /** The level with a name; a number may be written in any form. */
  Optional<Level> find(String name) {
    return all.stream().filter(level -> isNamed(level, name)).findFirst();
  }

  private static boolean isNamed(Level level, String name) {
    if (level.name().equals(name)) {
      return true;
    }
    try {
      return level.text().isEmpty() && Double.parseDouble(name) == level.value();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What is wrong with a choice of levels; without names, all are chosen. */
  List<String> problems(List<String> names, int most) {
    List<String> problems = new ArrayList<>();
    if (names.isEmpty() && all.size() > most) {
      problems.add(
          "levels: is missing; "
              + treatment
              + " has "
              + all.size()
              + " different values, and no more than "
              + most
              + " are estimated without being named");
    }
    Set<Optional<Level>> seen = new HashSet<>();
    for (String name : names) {
      Optional<Level> level = find(name);
      if (level.isEmpty()) {
        problems.add("levels: " + treatment + " is " + name + " in no row; " + known(name));
      } else if (!seen.add(level)) {
        problems.add("levels: " + name + " is named twice");
      }
    }
    return problems;
  }

  /** What is wrong with a level with which the chosen ones are contrasted. */
  Optional<String> referenceProblem(String name, List<String> names) {
    List<Optional<Level>> chosen =
        names.isEmpty()
            ? all.stream().map(Optional::of).toList()
            : names.stream().map(this::find).toList();
    if (find(name).isEmpty()) {
      return Optional.of("reference: " + treatment + " is " + name + " in no row; " + known(name));
    }
    if (!chosen.contains(find(name))) {
      return Optional.of(
          "reference: must be one of the levels " + String.join(", ", names) + ", but was " + name);
    }
    return chosen.size() == 1
        ? Optional.of("reference: has no effect with " + name + " as the only level")
        : Optional.empty();
  }

  /**
   * What is wrong with these levels for a sensitivity, which needs predictions of the others too:
   * texts have no order, so that their numbers say nothing unless they are only two.
   */
  Optional<String> sensitivityProblem(List<Level> estimated) {
    List<String> missing =
        all.stream().filter(level -> !estimated.contains(level)).map(Level::name).toList();
    return missing.isEmpty() || all.size() <= NUMBERED || all.getFirst().text().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "sensitivity: what is left of the outcome is known if all levels of a treatment of"
                + " texts are estimated, but "
                + String.join(", ", missing)
                + (missing.size() == 1 ? " is" : " are")
                + " not among the levels; leave levels out, or name all that occur");
  }

  private String known(String name) {
    List<String> names = all.stream().map(Level::name).toList();
    return Spelling.question(name, names)
        + "there are: "
        + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
  }
}
