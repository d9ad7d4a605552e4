package dev.dml.data.table;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.data.text.SuggestedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What speaks against the roles that columns of a table are given, in sentences. */
final class RoleCheck {

  private static final int MOST_ROWS_NAMED = 5;

  private final Table table;
  private final Roles roles;
  private final List<String> covariates;
  private final List<String> problems = new ArrayList<>();
  private boolean columnsListed;

  RoleCheck(Table table, Roles roles, List<String> covariates) {
    this.table = table;
    this.roles = roles;
    this.covariates = covariates;
  }

  /** A sentence for each problem; empty if there is none. */
  List<String> problems() {
    checkRoles();
    checkOutcome();
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
    roles.selected().ifPresent(name -> checkVariable("selected", name));
    roles.modifiers().stream()
        .filter(name -> !covariates.contains(name))
        .forEach(this::checkModifier);
    covariates.forEach(this::checkCovariate);
    return problems;
  }

  private void checkRoles() {
    Map<String, String> roleOf = new HashMap<>();
    checkRole(roleOf, "outcome", List.of(roles.outcome()));
    checkRole(roleOf, roles.haveCohorts() ? "cohort" : "treatment", roles.treatments());
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
    checkRole(roleOf, "selected", roles.selected().stream().toList());
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
                + (before.equals("cluster") && role.equals("unit")
                    ? "; leave it out of the clusters, since standard errors are by unit already"
                    : "; a column can have one role"));
      } else if (table.column(name).isEmpty()) {
        problems.add(
            role + ": " + (columnsListed ? table.noColumnEither(name) : table.noColumn(name)));
        columnsListed = true;
      }
    }
  }

  /** It need not be known where a row was not selected. */
  private void checkOutcome() {
    TableColumn selected = roles.selected().flatMap(table::column).orElse(null);
    if (selected instanceof TableColumn.Numbers(Column column)) {
      checkVariable(
          "outcome",
          roles.outcome(),
          row -> column.get(row) != 0,
          "row in which " + column.name() + " is not 0");
    } else {
      checkVariable("outcome", roles.outcome());
    }
  }

  private void checkVariable(String role, String name) {
    checkVariable(role, name, row -> true, "row");
  }

  private void checkVariable(String role, String name, IntPredicate isNeeded, String needed) {
    switch (table.column(name).orElse(null)) {
      case null -> {}
      case TableColumn.Numbers(Column column) -> {
        report(
            role + " " + name + " is missing",
            column.size(),
            row -> isNeeded.test(row) && Double.isNaN(column.get(row)),
            "; it must be known in every " + needed);
        checkFinite(role, column);
      }
      case TableColumn other -> problems.add(role + " " + name + Table.notNumeric(other));
    }
  }

  private void checkTreatment(String name) {
    if (roles.haveCohorts()) {
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
            row -> table.isMissing(name, row),
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
}
