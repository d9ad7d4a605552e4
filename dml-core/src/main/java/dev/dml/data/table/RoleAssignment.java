package dev.dml.data.table;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.CovariateChoice;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a data set of a table whose columns are given roles, or lists everything against it. */
final class RoleAssignment {

  private final Table table;
  private final Roles roles;
  private final MissingPolicy policy;
  private final CovariateChoice choice;
  private final List<String> covariates;

  RoleAssignment(Table table, Roles roles, MissingPolicy policy, CovariateChoice choice) {
    this.table = table;
    this.roles = roles;
    this.policy = policy;
    this.choice = choice;
    this.covariates = choice.used();
  }

  CausalData causalData() {
    List<String> problems = new RoleCheck(table, roles, covariates).problems();
    Completeness completeness = Completeness.of(table, covariates, policy);
    completeness.problem(policy).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return build(completeness.missing(), completeness.kept());
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
    roles.selected().ifPresent(name -> data.selected(numbers(name, kept)));
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
                kept,
                table.rows(),
                policy,
                missing,
                encodings,
                choice,
                table.reading(),
                table.labelsInUse()))
        .build();
  }

  private void periods(Roles.Periods periods, Rows kept, CausalDataBuilder data) {
    data.time(numbers(periods.time(), kept));
    periods
        .unit()
        .ifPresent(
            name -> {
              if (table.column(name).orElseThrow() instanceof TableColumn.Numbers) {
                data.unit(numbers(name, kept));
              } else {
                Map<Object, Integer> names = new LinkedHashMap<>();
                Column codes = codes(name, kept, names);
                data.unit(codes, names.keySet().stream().map(String::valueOf).toList());
              }
            });
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
    if (roles.haveCohorts()) {
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
    return codes(name, kept, new HashMap<>());
  }

  private Column codes(String name, Rows kept, Map<Object, Integer> codes) {
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
      case TableColumn.Texts(String _, Levels levels) -> Objects.requireNonNull(levels.text(row));
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
