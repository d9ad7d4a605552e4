package dev.dml.data.panel;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.Observations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Some rows of a panel, in the order of units and periods, whose values become others. */
final class TransformedRows {

  private final CausalData data;

  /** The row of the data set that each of these is made of. */
  private final int[] source;

  private final UnitMeans means;

  TransformedRows(CausalData data, int[] source) {
    this.data = data;
    this.source = source;
    this.means = new UnitMeans(gather(data.unit().orElseThrow(), source));
  }

  Observations differences(int[] before, List<String> warnings) {
    UnaryOperator<Column> difference = column -> change(column, before);
    CausalDataBuilder made = begin(difference);
    addCovariates(made, data.covariates().variables(), this::current);
    addCovariates(
        made,
        variables(column -> !tellsThePeriodBefore(column, before)),
        column -> Column.owning(column.name() + " before", gather(column, before)));
    return end(made, warnings);
  }

  /** Whether its values of two periods follow from each other, in every unit alike. */
  private boolean tellsThePeriodBefore(Column column, int[] before) {
    return Arrays.equals(gather(column, source), gather(column, before)) || isOfPeriods(column);
  }

  /** Whether a column is the same for all units in each period. */
  private boolean isOfPeriods(Column column) {
    Column time = data.time().orElseThrow();
    Map<Double, Double> ofPeriod = new HashMap<>();
    return IntStream.range(0, data.rows())
        .allMatch(
            row -> {
              Double known = ofPeriod.putIfAbsent(time.get(row), column.get(row));
              return known == null || known.equals(column.get(row));
            });
  }

  private Column change(Column column, int[] before) {
    double[] then = gather(column, before);
    double[] change = gather(column, source);
    for (int i = 0; i < change.length; i++) {
      change[i] -= then[i];
    }
    return Column.owning(column.name(), change);
  }

  Observations deviations(List<String> warnings) {
    CausalDataBuilder made = begin(this::deviation);
    List<List<Column>> changing = variables(this::changes);
    addCovariates(made, changing, this::deviation);
    List<String> notes = new ArrayList<>(warnings);
    data.covariates().variables().stream()
        .filter(variable -> !changing.contains(variable))
        .forEach(variable -> notes.add(constant(variable)));
    return end(made, notes);
  }

  private static String constant(List<Column> variable) {
    return String.join(", ", variable.stream().map(Column::name).toList())
        + (variable.size() == 1 ? " is" : " are")
        + " the same in all periods of every unit, and so "
        + (variable.size() == 1 ? "takes" : "take")
        + " no part in deviations from the means of units";
  }

  private Column deviation(Column column) {
    double[] values = gather(column, source);
    double grand = UnitMeans.mean(values, 0, values.length);
    double[] deviations = means.deviations(values);
    return Column.owning(
        column.name(), Arrays.stream(deviations).map(deviation -> deviation + grand).toArray());
  }

  Observations means(boolean ofTreatment, List<String> warnings) {
    CausalDataBuilder made = begin(this::current);
    addCovariates(made, data.covariates().variables(), this::current);
    addCovariates(made, variables(this::changes), this::mean);
    if (ofTreatment) {
      made.beside(mean(data.treatments().getFirst()));
    }
    return end(made, warnings);
  }

  private Column mean(Column column) {
    return Column.owning("mean of " + column.name(), means.means(gather(column, source)));
  }

  /** The variables among the covariates of which a condition holds for some column. */
  private List<List<Column>> variables(Predicate<Column> condition) {
    return data.covariates().variables().stream()
        .filter(variable -> variable.stream().anyMatch(condition))
        .toList();
  }

  /** Whether a column differs between rows of some unit. */
  private boolean changes(Column column) {
    Column unit = data.unit().orElseThrow();
    return IntStream.range(1, source.length)
        .anyMatch(
            i ->
                unit.get(source[i]) == unit.get(source[i - 1])
                    && Double.compare(column.get(source[i]), column.get(source[i - 1])) != 0);
  }

  private CausalDataBuilder begin(UnaryOperator<Column> variable) {
    CausalDataBuilder made =
        CausalData.builder()
            .outcome(variable.apply(data.outcome()))
            .preparation(data.preparation());
    data.treatments().forEach(treatment -> made.treatment(variable.apply(treatment)));
    Column unit = current(data.unit().orElseThrow());
    if (data.clusters().isEmpty()) {
      made.cluster(unit);
    } else {
      made.unit(unit);
      data.clusters().forEach(cluster -> made.cluster(numbered(current(cluster))));
    }
    data.weights().ifPresent(weights -> made.weights(current(weights)));
    return made;
  }

  /** The same groups of rows, numbered in the order in which they occur. */
  private static Column numbered(Column cluster) {
    Map<Double, Integer> numbers = new HashMap<>();
    double[] numbered = cluster.toArray();
    for (int row = 0; row < numbered.length; row++) {
      numbered[row] = numbers.computeIfAbsent(numbered[row], any -> numbers.size());
    }
    return Column.owning(cluster.name(), numbered);
  }

  /** Levels of a text that do not occur any more are left out. */
  private void addCovariates(
      CausalDataBuilder made, List<List<Column>> variables, UnaryOperator<Column> changed) {
    for (List<Column> variable : variables) {
      List<Column> columns = variable.stream().map(changed).toList();
      if (data.covariates().isReferenceLevel(variable.getFirst())) {
        List<Column> levels = columns.stream().filter(level -> !level.isConstant()).toList();
        if (!levels.isEmpty()) {
          made.oneHot(levels);
        }
      } else {
        made.covariate(columns.getFirst());
      }
    }
  }

  private Observations end(CausalDataBuilder made, List<String> warnings) {
    int[] ofRow = new int[data.rows()];
    Arrays.fill(ofRow, -1);
    for (int i = 0; i < source.length; i++) {
      ofRow[source[i]] = i;
    }
    return new Observations(made.build(), Optional.of(ofRow), List.of(), warnings);
  }

  private Column current(Column column) {
    return Column.owning(column.name(), gather(column, source));
  }

  private static double[] gather(Column column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(column::get).toArray();
  }
}
