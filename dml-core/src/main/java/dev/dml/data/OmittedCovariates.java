package dev.dml.data;

import dev.dml.data.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Covariates by the names that they have in a file, to be left out of a data set: a text column
 * goes with the columns of all its levels.
 *
 * @param names the names
 */
public record OmittedCovariates(List<String> names) {

  /** Copies. */
  public OmittedCovariates {
    names = List.copyOf(names);
  }

  /** Why they cannot be left out of a data set: a sentence for each reason; empty if they can. */
  public List<String> problems(CausalData data) {
    List<String> known = data.preparation().covariates().used();
    List<String> problems = new ArrayList<>();
    if (names.isEmpty()) {
      problems.add("must name at least one covariate");
    }
    names.stream()
        .filter(name -> !known.contains(name))
        .distinct()
        .forEach(name -> problems.add(unknown(name, known)));
    if (problems.isEmpty() && new HashSet<>(names).containsAll(known)) {
      problems.add("must leave a covariate, but names all: " + String.join(", ", known));
    }
    return problems;
  }

  private static String unknown(String name, List<String> known) {
    String question = Spelling.question(name, known);
    return "no covariate is named "
        + name
        + "; "
        + (question + "there are: " + String.join(", ", known)).strip();
  }

  /** The data set without them, all of which are among its covariates. */
  public CausalData from(CausalData data) {
    Predicate<Column> isOmitted = isOmitted(data.preparation());
    CausalDataBuilder builder = new CausalDataBuilder(data);
    data.panel().ifPresent(panel -> builder.panel(without(panel, isOmitted)));
    for (List<Column> variable : data.covariates().variables()) {
      List<Column> kept = variable.stream().filter(isOmitted.negate()).toList();
      if (!kept.isEmpty() && data.covariates().isReferenceLevel(kept.getFirst())) {
        builder.oneHot(kept);
      } else {
        kept.forEach(builder::covariate);
      }
    }
    return builder.preparation(without(data.preparation())).build();
  }

  private static Panel without(Panel panel, Predicate<Column> isOmitted) {
    return new Panel(
        panel.periods().stream()
            .map(
                period ->
                    new Panel.Period(
                        period.name(),
                        period.time(),
                        period.outcome(),
                        period.observed(),
                        period.covariates().stream().filter(isOmitted.negate()).toList()))
            .toList());
  }

  private Predicate<Column> isOmitted(Preparation preparation) {
    Set<String> columns = new HashSet<>(names);
    for (Preparation.Encoding encoding : preparation.encodings()) {
      if (names.contains(encoding.column())) {
        encoding.levels().forEach(level -> columns.add(encoding.column() + "=" + level));
        columns.add(encoding.column() + " is missing");
      }
    }
    return column -> columns.contains(column.name());
  }

  private Preparation without(Preparation preparation) {
    CovariateChoice choice = preparation.covariates();
    Map<String, Integer> missing = new LinkedHashMap<>(preparation.missingByColumn());
    missing.keySet().removeAll(names);
    return new Preparation(
        preparation.kept(),
        preparation.rowsRead(),
        preparation.missing(),
        missing,
        preparation.encodings(),
        new CovariateChoice(
            choice.used().stream().filter(name -> !names.contains(name)).toList(),
            choice.byDefault(),
            choice.leftOut()),
        preparation.reading(),
        preparation.labels());
  }
}
