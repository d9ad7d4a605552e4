package dev.dml.data.panel;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.data.Panel;
import dev.dml.data.Preparation;
import dev.dml.data.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes a data set with a row for each unit of one with a row for each unit and period.
 *
 * <p>Units are in ascending order of their numbers. What belongs to a unit (treatment, clusters,
 * weights, modifiers) must be the same in all of its rows. A covariate that is the same in all rows
 * of every unit is kept once, for all periods.
 */
public final class UnitRows {

  private final CausalData rows;
  private final double[] units;
  private final double[] periods;
  private final int[] unitOfRow;

  /** The row of a unit in a period, by period and unit; &minus;1 if it was not observed. */
  private final int[][] observed;

  private final List<String> problems = new ArrayList<>();
  private List<Column> cohorts = List.of();

  private UnitRows(CausalData rows) {
    this.rows = rows;
    Column unit = rows.unit().orElseThrow();
    Column time = rows.time().orElseThrow();
    this.units = unit.distinct();
    this.periods = time.distinct();
    this.unitOfRow = new int[rows.rows()];
    for (int row = 0; row < unitOfRow.length; row++) {
      // Rows of a unit often follow each other.
      int before = row == 0 ? 0 : unitOfRow[row - 1];
      boolean same = Double.compare(units[before], unit.get(row)) == 0;
      unitOfRow[row] = same ? before : Arrays.binarySearch(units, unit.get(row));
    }
    this.observed = new int[periods.length][units.length];
    for (int[] ofPeriod : observed) {
      Arrays.fill(ofPeriod, -1);
    }
    for (int row = 0; row < unitOfRow.length; row++) {
      int period = Arrays.binarySearch(periods, time.get(row));
      int before = observed[period][unitOfRow[row]];
      if (before >= 0 && problems.isEmpty()) {
        problems.add(twice(rows, before, row));
      }
      observed[period][unitOfRow[row]] = row;
    }
  }

  /**
   * The name of the unit of a row.
   *
   * @param rows rows with a {@link CausalData#unit}
   */
  public static String name(CausalData rows, int row) {
    double unit = rows.unit().orElseThrow().get(row);
    return rows.unitNames().isEmpty() ? Sentence.number(unit) : rows.unitNames().get((int) unit);
  }

  /**
   * The units of a data set. A treatment of 0 and 1 that changes within units says whether they are
   * treated in a period, and becomes their cohort.
   *
   * @param data rows with a {@link CausalData#unit} and a {@link CausalData#time}
   * @throws InvalidInput if a unit is there twice in a period, or is not the same in all periods in
   *     what belongs to it
   */
  public static Observations of(CausalData data) {
    UnitRows units = new UnitRows(data);
    units.check();
    return new Observations(units.byUnit(), Optional.of(units.unitOfRow));
  }

  private List<Column> cohorts() {
    OfUnits ofUnits = ofUnits();
    return rows.treatments().stream()
        .map(
            column ->
                column.isBinary() && !ofUnits.has(column)
                    ? Cohorts.of(rows.unit().orElseThrow(), rows.time().orElseThrow(), column)
                    : column)
        .toList();
  }

  private void check() {
    if (periods.length < 2) {
      problems.add(
          "time: there must be at least 2 periods, but "
              + rows.time().orElseThrow().name()
              + " is "
              + Sentence.number(periods[0])
              + " in all rows");
    }
    if (problems.isEmpty()) {
      cohorts = cohorts();
      cohorts.forEach(column -> checkOfUnit("cohort", column));
      rows.clusters().forEach(column -> checkOfUnit("clusters", column));
      rows.weights().ifPresent(column -> checkOfUnit("weights", column));
      rows.estimandWeights().ifPresent(column -> checkOfUnit("estimand_weights", column));
      rows.expectedEstimandWeights()
          .ifPresent(column -> checkOfUnit("expected_estimand_weights", column));
      rows.modifiers().forEach(column -> checkOfUnit("effects", column));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** A unit has one value of it. */
  private void checkOfUnit(String role, Column column) {
    ofUnits().problem(role, column).ifPresent(problems::add);
  }

  private OfUnits ofUnits() {
    return new OfUnits(rows, unitOfRow, firstRows());
  }

  /** That two rows are of one unit and period. */
  static String twice(CausalData rows, int one, int other) {
    Preparation file = rows.preparation();
    Column time = rows.time().orElseThrow();
    return "unit: a unit may have one row in each period, but rows %d and %d are both of unit %s"
            .formatted(file.fileRow(one), file.fileRow(other), name(rows, other))
        + " (column %s) in period %s (column %s)"
            .formatted(
                rows.unit().orElseThrow().name(), Sentence.number(time.get(other)), time.name());
  }

  /** The first row of each unit, in the order of the periods. */
  private int[] firstRows() {
    int[] first = new int[units.length];
    for (int period = periods.length - 1; period >= 0; period--) {
      for (int unit = 0; unit < first.length; unit++) {
        first[unit] = observed[period][unit] >= 0 ? observed[period][unit] : first[unit];
      }
    }
    return first;
  }

  private CausalData byUnit() {
    int[] first = firstRows();
    List<Panel.Period> panel = periods();
    CausalDataBuilder data =
        CausalData.builder()
            .outcome(meanOutcome())
            .panel(new Panel(panel))
            .preparation(rows.preparation());
    cohorts.forEach(column -> data.treatment(gather(column, first)));
    rows.clusters().forEach(column -> data.cluster(gather(column, first)));
    rows.weights().ifPresent(column -> data.weights(gather(column, first)));
    rows.estimandWeights().ifPresent(column -> data.estimandWeights(gather(column, first)));
    rows.expectedEstimandWeights()
        .ifPresent(column -> data.expectedEstimandWeights(gather(column, first)));
    rows.modifiers().forEach(column -> data.modifier(gather(column, first)));
    List<Column> covariates = panel.getFirst().covariates();
    int place = 0;
    for (List<Column> variable : rows.covariates().variables()) {
      List<Column> columns = covariates.subList(place, place + variable.size());
      if (rows.covariates().isReferenceLevel(variable.getFirst())) {
        data.oneHot(columns);
      } else {
        data.covariate(columns.getFirst());
      }
      place += variable.size();
    }
    return data.build();
  }

  private static Column gather(Column column, int[] from) {
    return column(column.name(), unit -> from[unit], from.length, column);
  }

  private static Column column(String name, IntUnaryOperator rowOf, int size, Column of) {
    double[] values = new double[size];
    for (int unit = 0; unit < size; unit++) {
      int row = rowOf.applyAsInt(unit);
      values[unit] = row < 0 ? Double.NaN : of.get(row);
    }
    return Column.of(name, values);
  }

  private Column meanOutcome() {
    double[] sums = new double[units.length];
    int[] counts = new int[units.length];
    for (int[] ofPeriod : observed) {
      for (int unit = 0; unit < sums.length; unit++) {
        if (ofPeriod[unit] >= 0) {
          sums[unit] += rows.outcome().get(ofPeriod[unit]);
          counts[unit]++;
        }
      }
    }
    return Column.of(
        rows.outcome().name(),
        IntStream.range(0, sums.length).mapToDouble(unit -> sums[unit] / counts[unit]).toArray());
  }

  private List<Panel.Period> periods() {
    List<List<Column>> covariates = covariates();
    List<Panel.Period> all = new ArrayList<>();
    for (int p = 0; p < periods.length; p++) {
      int[] ofPeriod = observed[p];
      String name = Sentence.number(periods[p]);
      IntPredicate isThere = unit -> ofPeriod[unit] >= 0;
      boolean complete = IntStream.range(0, units.length).allMatch(isThere);
      all.add(
          new Panel.Period(
              name,
              periods[p],
              column(
                  rows.outcome().name() + " in " + name,
                  unit -> ofPeriod[unit],
                  units.length,
                  rows.outcome()),
              complete
                  ? Optional.empty()
                  : Optional.of(
                      Column.of(
                          "observed in " + name,
                          IntStream.range(0, units.length)
                              .mapToDouble(unit -> isThere.test(unit) ? 1 : 0)
                              .toArray())),
              covariates.get(p)));
    }
    return all;
  }

  /** The covariates by period. */
  private List<List<Column>> covariates() {
    List<List<Column>> byPeriod = new ArrayList<>();
    OfUnits ofUnits = ofUnits();
    int[] first = ofUnits.first();
    int[] source = first.clone();
    List<Column> columns = rows.covariates().columns();
    List<Column> constant =
        columns.stream().map(column -> ofUnits.has(column) ? gather(column, first) : null).toList();
    for (int[] ofPeriod : observed) {
      for (int unit = 0; unit < source.length; unit++) {
        source[unit] = ofPeriod[unit] >= 0 ? ofPeriod[unit] : source[unit];
      }
      List<Column> ofThis = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        ofThis.add(constant.get(i) == null ? gather(columns.get(i), source) : constant.get(i));
      }
      byPeriod.add(ofThis);
    }
    return byPeriod;
  }
}
