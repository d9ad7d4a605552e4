package dev.dml.data;

import dev.dml.data.text.Sentence;
import dev.dml.data.text.SuggestedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Makes a data set of a table whose columns are given roles, or lists everything against it. */
final class RoleAssignment {

  private static final int MOST_ROWS_NAMED = 5;

  private final Table table;
  private final Roles roles;
  private final MissingPolicy policy;
  private final CovariateChoice choice;
  private final List<String> covariates;
  private final List<String> problems = new ArrayList<>();
  private boolean columnsListed;

  RoleAssignment(Table table, Roles roles, MissingPolicy policy, CovariateChoice choice) {
    this.table = table;
    this.roles = roles;
    this.policy = policy;
    this.choice = choice;
    this.covariates = choice.used();
  }

  CausalData causalData() {
    checkRoles();
    checkVariable("outcome", roles.outcome());
    roles.treatments().forEach(this::checkTreatment);
    roles.instruments().forEach(name -> checkVariable("instrument", name));
    roles.sampling().clusters().forEach(name -> checkKnown("cluster", name));
    roles.sampling().weights().ifPresent(this::checkWeights);
    roles
        .sampling()
        .estimandWeights()
        .ifPresent(name -> checkEstimandWeights("estimand weight", name));
    roles
        .sampling()
        .expectedEstimandWeights()
        .ifPresent(name -> checkEstimandWeights("expected estimand weight", name));
    roles.periods().map(Roles.Periods::time).ifPresent(name -> checkVariable("time", name));
    roles.periods().flatMap(Roles.Periods::unit).ifPresent(name -> checkKnown("unit", name));
    roles.modifiers().stream()
        .filter(name -> !covariates.contains(name))
        .forEach(this::checkModifier);
    covariates.forEach(this::checkCovariate);
    Map<String, Integer> missing = missingByCovariate();
    Rows kept = keptRows(missing);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return build(missing, kept);
  }

  private void checkRoles() {
    Map<String, String> roleOf = new HashMap<>();
    checkRole(roleOf, "outcome", List.of(roles.outcome()));
    checkRole(roleOf, hasCohorts() ? "cohort" : "treatment", roles.treatments());
    checkRole(roleOf, "instrument", roles.instruments());
    checkRole(roleOf, "cluster", roles.sampling().clusters());
    checkRole(roleOf, "weight", roles.sampling().weights().stream().toList());
    checkRole(roleOf, "estimand weight", roles.sampling().estimandWeights().stream().toList());
    checkRole(
        roleOf,
        "expected estimand weight",
        roles.sampling().expectedEstimandWeights().stream().toList());
    checkRole(roleOf, "time", roles.periods().map(Roles.Periods::time).stream().toList());
    checkRole(roleOf, "unit", roles.periods().flatMap(Roles.Periods::unit).stream().toList());
    checkRole(roleOf, "covariate", covariates);
  }

  private void checkRole(Map<String, String> roleOf, String role, List<String> names) {
    for (String name : names) {
      String before = roleOf.putIfAbsent(name, role);
      if (before != null) {
        problems.add(
            "column "
                + name
                + (before.equals(role)
                    ? " is named twice as " + role
                    : " is both " + before + " and " + role)
                + "; a column can have one role");
      } else if (table.column(name).isEmpty()) {
        problems.add(
            role + ": " + (columnsListed ? table.noColumnEither(name) : table.noColumn(name)));
        columnsListed = true;
      }
    }
  }

  private void checkVariable(String role, String name) {
    switch (table.column(name).orElse(null)) {
      case null -> {}
      case TableColumn.Numbers(Column column) -> {
        report(
            role + " " + name + " is missing",
            column.size(),
            row -> Double.isNaN(column.get(row)),
            "; it must be known in every row");
        checkFinite(role, column);
      }
      case TableColumn other -> problems.add(role + " " + name + Table.notNumeric(other));
    }
  }

  private boolean hasCohorts() {
    return roles.kind() == Roles.Treatments.COHORTS;
  }

  private void checkTreatment(String name) {
    if (hasCohorts()) {
      table
          .column(name)
          .filter(column -> !(column instanceof TableColumn.Numbers))
          .ifPresent(column -> problems.add("cohort " + name + Table.notNumeric(column)));
    } else if (roles.kind() == Roles.Treatments.LEVELS) {
      checkKnown("treatment", name);
    } else if (table.column(name).orElse(null) instanceof TableColumn.Texts texts
        && texts.levels().levels().size() > 2) {
      problems.add(
          "treatment " + name + Table.notNumeric(texts) + "; the model apo takes texts, as levels");
    } else {
      checkVariable("treatment", name);
    }
  }

  /** Numbers or texts, known in every row. */
  private void checkKnown(String role, String name) {
    switch (table.column(name).orElse(null)) {
      case TableColumn.Unusable(String _, int _, String reason) ->
          problems.add(role + " " + name + " cannot be used: it " + reason);
      case null -> {}
      case TableColumn known -> {
        report(
            role + " " + name + " is missing",
            known.size(),
            row -> isMissing(name, row),
            "; it must be known in every row");
        if (known instanceof TableColumn.Numbers(Column column)) {
          checkFinite(role, column);
        }
      }
    }
  }

  private void checkWeights(String name) {
    checkVariable("weight", name);
    if (table.column(name).orElse(null) instanceof TableColumn.Numbers(Column column)) {
      report(
          "weight " + name + " is 0 or negative",
          column.size(),
          row -> column.get(row) <= 0,
          "; a sampling weight is above 0: leave out rows that stand for nobody, with data.query: "
              + SuggestedQuery.positive(name));
    }
  }

  private void checkEstimandWeights(String role, String name) {
    checkVariable(role, name);
    if (table.column(name).orElse(null) instanceof TableColumn.Numbers(Column column)) {
      report(
          role + " " + name + " is negative",
          column.size(),
          row -> column.get(row) < 0,
          "; a weight is at least 0");
    }
  }

  private void checkModifier(String name) {
    if (table.column(name).isEmpty()) {
      problems.add(
          "effects: " + (columnsListed ? table.noColumnEither(name) : table.noColumn(name)));
      columnsListed = true;
    } else {
      checkKnown("column", name);
    }
  }

  private void checkCovariate(String name) {
    switch (table.column(name).orElse(null)) {
      case TableColumn.Numbers(Column column) -> checkFinite("covariate", column);
      case TableColumn.Unusable(String _, int _, String reason) ->
          problems.add(
              "covariate "
                  + name
                  + " cannot be used: it "
                  + reason
                  + (roles.covariates().isPresent()
                      ? ""
                      : "; to leave it out, list the covariates"));
      case TableColumn.Texts _ -> {}
      case null -> {}
    }
  }

  private void checkFinite(String role, Column column) {
    report(
        role + " " + column.name() + " is infinite",
        column.size(),
        row -> Double.isInfinite(column.get(row)),
        "; every value must be finite");
  }

  private void report(String what, int size, IntPredicate condition, String demand) {
    Rows rows = Rows.where(size, condition);
    if (rows.size() > 0) {
      problems.add(what + " in " + named(rows) + demand);
    }
  }

  /** {@code row 3}; {@code 2 rows: 3 and 7}; {@code 9 rows, first 1, 2, 3, 4 and 5}. */
  private static String named(Rows rows) {
    if (rows.size() == 1) {
      return "row " + (rows.get(0) + 1);
    }
    List<String> first =
        IntStream.range(0, Math.min(rows.size(), MOST_ROWS_NAMED))
            .mapToObj(i -> String.valueOf(rows.get(i) + 1))
            .toList();
    return Sentence.count(rows.size(), "row")
        + (rows.size() > first.size() ? ", first " : ": ")
        + Sentence.list(first);
  }

  private Map<String, Integer> missingByCovariate() {
    Map<String, Integer> missing = new LinkedHashMap<>();
    for (String name : covariates) {
      int count = Rows.where(table.rows(), row -> isMissing(name, row)).size();
      if (count > 0) {
        missing.put(name, count);
      }
    }
    return missing;
  }

  private boolean isMissing(String name, int row) {
    return switch (table.column(name).orElse(null)) {
      case TableColumn.Numbers(Column column) -> Double.isNaN(column.get(row));
      case TableColumn.Texts(String _, Levels levels) -> levels.isMissing(row);
      case TableColumn.Unusable _ -> false;
      case null -> false;
    };
  }

  private Rows keptRows(Map<String, Integer> missing) {
    if (missing.isEmpty() || policy.keepsRows()) {
      return Rows.all(table.rows());
    }
    Rows complete =
        Rows.where(
            table.rows(), row -> missing.keySet().stream().noneMatch(name -> isMissing(name, row)));
    if (policy == MissingPolicy.ERROR) {
      List<String> counts =
          missing.entrySet().stream()
              .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
              .toList();
      problems.add(
          "covariates are missing in "
              + (table.rows() - complete.size())
              + " of "
              + Sentence.count(table.rows(), "row")
              + ": "
              + String.join(", ", counts)
              + "; complete them, or choose what to do about them: drop (leave these rows out),"
              + " impute-indicator (fill in the mean and add an indicator) or native (leave them to"
              + " forests and boosting, and fill them in for other learners)");
    } else if (complete.size() == 0) {
      problems.add(
          "a covariate is missing in every one of "
              + Sentence.count(table.rows(), "row")
              + ", so that dropping these rows leaves none");
    }
    return complete;
  }

  private CausalData build(Map<String, Integer> missing, Rows kept) {
    List<Preparation.Encoding> encodings = new ArrayList<>();
    CausalDataBuilder data = CausalData.builder().outcome(numbers(roles.outcome(), kept));
    roles.treatments().forEach(name -> treatment(name, kept, data));
    roles.instruments().forEach(name -> data.instrument(numbers(name, kept)));
    roles.sampling().clusters().forEach(name -> data.cluster(codes(name, kept)));
    roles.sampling().weights().ifPresent(name -> data.weights(numbers(name, kept)));
    roles.sampling().estimandWeights().ifPresent(name -> data.estimandWeights(numbers(name, kept)));
    roles
        .sampling()
        .expectedEstimandWeights()
        .ifPresent(name -> data.expectedEstimandWeights(numbers(name, kept)));
    roles.modifiers().forEach(name -> modifiers(name, kept).forEach(data::modifier));
    roles.periods().ifPresent(periods -> periods(periods, kept, data));
    for (String name : covariates) {
      if (table.column(name).orElseThrow() instanceof TableColumn.Texts(String _, Levels levels)) {
        List<String> occurring = levels.occurring(kept);
        data.oneHot(oneHot(name, levels, occurring, kept));
        encodings.add(new Preparation.Encoding(name, occurring));
      } else {
        data.covariate(numbers(name, kept));
      }
    }
    return data.preparation(
            new Preparation(
                kept, table.rows(), policy, missing, encodings, choice, table.reading()))
        .build();
  }

  private void periods(Roles.Periods periods, Rows kept, CausalDataBuilder data) {
    data.time(numbers(periods.time(), kept));
    periods
        .unit()
        .ifPresent(
            name ->
                data.unit(
                    table.column(name).orElseThrow() instanceof TableColumn.Numbers
                        ? numbers(name, kept)
                        : codes(name, kept)));
  }

  /** Every way to say that a unit is never treated becomes 0. */
  private Column cohorts(String name, Rows kept) {
    double[] cohorts = numbers(name, kept).toArray();
    for (int row = 0; row < cohorts.length; row++) {
      cohorts[row] = Double.isFinite(cohorts[row]) ? cohorts[row] : 0;
    }
    return Column.owning(name, cohorts);
  }

  private void treatment(String name, Rows kept, CausalDataBuilder data) {
    if (hasCohorts()) {
      data.treatment(cohorts(name, kept));
    } else if (table.column(name).orElseThrow()
        instanceof TableColumn.Texts(String _, Levels levels)) {
      data.treatment(levels.numbered(name, kept), levels.levels());
    } else {
      data.treatment(numbers(name, kept));
    }
  }

  private Column numbers(String name, Rows kept) {
    Column column = table.numbers(name);
    return kept.size() == table.rows() ? column : Column.owning(name, column.gather(kept));
  }

  /** A whole number for each different value, in the order in which they occur. */
  private Column codes(String name, Rows kept) {
    Map<Object, Integer> codes = new HashMap<>();
    double[] ofRow = new double[kept.size()];
    for (int i = 0; i < ofRow.length; i++) {
      Object value = value(name, kept.get(i));
      codes.putIfAbsent(value, codes.size());
      ofRow[i] = codes.get(value);
    }
    return Column.owning(name, ofRow);
  }

  private Object value(String name, int row) {
    return switch (table.column(name).orElseThrow()) {
      case TableColumn.Numbers(Column column) -> column.get(row);
      case TableColumn.Texts(String _, Levels levels) -> levels.text(row);
      case TableColumn.Unusable(String _, int _, String reason) ->
          throw new IllegalArgumentException(name + " " + reason);
    };
  }

  /** A column of numbers, or an indicator of each level of one of texts. */
  private List<Column> modifiers(String name, Rows kept) {
    return table.column(name).orElseThrow() instanceof TableColumn.Texts(String _, Levels levels)
        ? oneHot(name, levels, levels.occurring(kept), kept)
        : List.of(numbers(name, kept));
  }

  private static List<Column> oneHot(
      String name, Levels levels, List<String> occurring, Rows kept) {
    List<Column> columns = new ArrayList<>();
    for (String level : occurring) {
      columns.add(levels.indicator(name + "=" + level, level, kept));
    }
    if (kept.filter(levels::isMissing).size() > 0) {
      columns.add(levels.missingIndicator(name + " is missing", kept));
    }
    return columns;
  }
}
