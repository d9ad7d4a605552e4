package dev.dml.data.panel;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.data.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of units in periods, in the order of units and of their periods, to be made into rows
 * from which what is constant in a unit is gone, or is explained.
 *
 * <p>Units with one row are left out, since nothing of them can be compared over time. The clusters
 * of what is made are the units, or the clusters that these belong to.
 */
public final class PanelRows {

  private final CausalData data;

  /** The rows of the data set in this order. */
  private final int[] order;

  /** The place of the row of the same unit in the period before; &minus;1 if there is none. */
  private final int[] previous;

  private final List<String> warnings = new ArrayList<>();

  private PanelRows(CausalData data, int[] order, int[] previous) {
    this.data = data;
    this.order = order;
    this.previous = previous;
  }

  /**
   * The rows of a data set.
   *
   * @param data rows with a {@link CausalData#unit}, a {@link CausalData#time} and one treatment
   * @throws InvalidInput if a unit is there twice in a period, if no unit is there in two, if
   *     weights or clusters differ within a unit, or if outcome or treatment never do
   */
  public static PanelRows of(CausalData data) {
    double[] units = data.unit().orElseThrow().distinct();
    int[] unitOfRow = ranks(data.unit().orElseThrow(), units);
    int[] sorted = sorted(data, unitOfRow, units.length);
    int[] kept =
        IntStream.range(0, sorted.length)
            .filter(
                i ->
                    (i > 0 && unitOfRow[sorted[i]] == unitOfRow[sorted[i - 1]])
                        || (i + 1 < sorted.length
                            && unitOfRow[sorted[i]] == unitOfRow[sorted[i + 1]]))
            .map(i -> sorted[i])
            .toArray();
    check(data, unitOfRow, sorted, units.length, kept.length);
    PanelRows rows = new PanelRows(data, kept, previous(data, unitOfRow, kept));
    int single = sorted.length - kept.length;
    if (single > 0) {
      rows.warnings.add(
          "%s of %d (column %s) %s observed in one period only, and %s no part"
              .formatted(
                  Sentence.count(single, "unit"),
                  units.length,
                  data.unit().orElseThrow().name(),
                  single == 1 ? "was" : "were",
                  single == 1 ? "takes" : "take"));
    }
    return rows;
  }

  private static int[] ranks(Column column, double[] distinct) {
    int[] ranks = new int[column.size()];
    for (int row = 0; row < ranks.length; row++) {
      // Rows of a unit often follow each other.
      int before = row == 0 ? 0 : ranks[row - 1];
      ranks[row] =
          Double.compare(distinct[before], column.get(row)) == 0
              ? before
              : Arrays.binarySearch(distinct, column.get(row));
    }
    return ranks;
  }

  /** All rows by unit, those of each unit by time. */
  private static int[] sorted(CausalData data, int[] unitOfRow, int units) {
    Column time = data.time().orElseThrow();
    int[] periodOfRow = ranks(time, time.distinct());
    int[] end = new int[units + 1];
    for (int unit : unitOfRow) {
      end[unit + 1]++;
    }
    Arrays.parallelPrefix(end, Integer::sum);
    int[] next = end.clone();
    long[] keys = new long[unitOfRow.length];
    for (int row = 0; row < keys.length; row++) {
      keys[next[unitOfRow[row]]++] = (long) periodOfRow[row] << Integer.SIZE | row;
    }
    for (int unit = 0; unit < units; unit++) {
      Arrays.sort(keys, end[unit], end[unit + 1]);
    }
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** Periods are those in which a unit with several rows was observed. */
  private static int[] previous(CausalData data, int[] unitOfRow, int[] kept) {
    Column time = data.time().orElseThrow();
    double[] periods = Arrays.stream(kept).mapToDouble(time::get).sorted().distinct().toArray();
    int[] previous = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      int period = Arrays.binarySearch(periods, time.get(kept[i]));
      boolean follows =
          i > 0
              && unitOfRow[kept[i]] == unitOfRow[kept[i - 1]]
              && time.get(kept[i - 1]) == periods[period - 1];
      previous[i] = follows ? i - 1 : -1;
    }
    return previous;
  }

  private static void check(
      CausalData data, int[] unitOfRow, int[] sorted, int units, int rowsKept) {
    List<String> problems = new ArrayList<>();
    Column time = data.time().orElseThrow();
    int[] first = new int[units];
    for (int i = sorted.length - 1; i >= 0; i--) {
      first[unitOfRow[sorted[i]]] = sorted[i];
    }
    IntStream.range(1, sorted.length)
        .filter(i -> unitOfRow[sorted[i]] == unitOfRow[sorted[i - 1]])
        .filter(i -> time.get(sorted[i]) == time.get(sorted[i - 1]))
        .mapToObj(i -> UnitRows.twice(data, sorted[i - 1], sorted[i]))
        .findFirst()
        .ifPresent(problems::add);
    OfUnits ofUnits = new OfUnits(data, unitOfRow, first);
    if (rowsKept == 0) {
      problems.add(
          "unit: at least 2 rows of a unit are needed, but every unit (column "
              + data.unit().orElseThrow().name()
              + ") has one");
    } else {
      checkChanges(ofUnits, "outcome", data.outcome(), problems);
      checkChanges(ofUnits, "treatment", data.treatments().getFirst(), problems);
    }
    data.clusters().forEach(each -> ofUnits.problem("clusters", each).ifPresent(problems::add));
    data.weights().flatMap(each -> ofUnits.problem("weights", each)).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static void checkChanges(
      OfUnits ofUnits, String role, Column column, List<String> problems) {
    if (ofUnits.has(column)) {
      problems.add(
          "data."
              + role
              + ": "
              + column.name()
              + " must change over time, but is the same in all periods of every unit, and so"
              + " cannot be told from what is particular to the unit");
    }
  }

  /**
   * The differences of outcome and treatment from the period before, with the covariates of both
   * periods. A period is one in which any unit was observed, so that rows after a gap have no
   * difference.
   *
   * @throws InvalidInput if no row has a row of its unit in the period before
   */
  public Observations differences() {
    int[] places = IntStream.range(0, order.length).filter(i -> previous[i] >= 0).toArray();
    if (places.length == 0) {
      throw new InvalidInput(
          "time: a row must follow one of its unit in the period before, but none does (column "
              + data.time().orElseThrow().name()
              + ")");
    }
    List<String> notes = new ArrayList<>(warnings);
    afterGaps(places).ifPresent(notes::add);
    return new TransformedRows(data, gather(order, places))
        .differences(gather(order, gather(previous, places)), notes);
  }

  /** Says how many rows have no difference, beside the first of every unit. */
  private Optional<String> afterGaps(int[] places) {
    long units = units(order);
    long without = units - units(gather(order, places));
    int lost = Math.toIntExact(order.length - units - places.length);
    return lost == 0
        ? Optional.empty()
        : Optional.of(
            "%s %s after a gap in the periods of the unit (column %s), and so %s no difference from"
                    .formatted(
                        Sentence.count(lost, "row"),
                        lost == 1 ? "comes" : "come",
                        data.unit().orElseThrow().name(),
                        lost == 1 ? "has" : "have")
                + " the period before"
                + (without == 0
                    ? ""
                    : "; %s no difference at all, and %s no part"
                        .formatted(
                            Sentence.count((int) without, "unit")
                                + (without == 1 ? " has" : " have"),
                            without == 1 ? "takes" : "take")));
  }

  private long units(int[] rows) {
    return Arrays.stream(rows).mapToDouble(data.unit().orElseThrow()::get).distinct().count();
  }

  /**
   * The deviations of outcome, treatment and covariates from their means over the unit, with the
   * means over all rows added. Covariates that never change are left out.
   */
  public Observations deviations() {
    return new TransformedRows(data, order).deviations(warnings);
  }

  /**
   * The rows as they are, whose covariates are followed by their means over the unit.
   *
   * @param ofTreatment whether the mean of the treatment is there {@linkplain CausalData#beside
   *     beside} the covariates
   */
  public Observations means(boolean ofTreatment) {
    return new TransformedRows(data, order).means(ofTreatment, warnings);
  }

  private static int[] gather(int[] values, int[] places) {
    return Arrays.stream(places).map(place -> values[place]).toArray();
  }
}
