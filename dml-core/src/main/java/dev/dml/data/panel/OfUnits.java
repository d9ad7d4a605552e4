package dev.dml.data.panel;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.text.Sentence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What belongs to units and not to their periods.
 *
 * @param rows rows of units in periods
 * @param unitOfRow the number of the unit of each row
 * @param first the first row of each unit
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record OfUnits(CausalData rows, int[] unitOfRow, int[] first) {

  /** Whether a column is the same in all rows of every unit. */
  boolean has(Column column) {
    return IntStream.range(0, unitOfRow.length)
        .allMatch(row -> Double.compare(column.get(row), column.get(first[unitOfRow[row]])) == 0);
  }

  /**
   * A sentence if a column is not the same in all rows of every unit. The numbers of clusters are
   * not those of the file.
   */
  Optional<String> problem(String role, Column column) {
    boolean isCoded = rows.clusters().contains(column);
    Set<Integer> differing = new HashSet<>();
    String example = "";
    for (int row = 0; row < unitOfRow.length; row++) {
      int other = first[unitOfRow[row]];
      if (column.get(row) != column.get(other) && differing.add(unitOfRow[row])) {
        example =
            example.isEmpty()
                ? rows.unit().orElseThrow().name()
                    + " "
                    + UnitRows.name(rows, row)
                    + " has "
                    + (isCoded ? "one" : Sentence.number(column.get(other)))
                    + " in row "
                    + rows.preparation().fileRow(other)
                    + " and "
                    + (isCoded ? "another" : Sentence.number(column.get(row)))
                    + " in row "
                    + rows.preparation().fileRow(row)
                : example;
      }
    }
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            role
                + ": "
                + column.name()
                + " must be the same in all periods of a unit, but differs in "
                + Sentence.count(differing.size(), "unit")
                + "; "
                + example);
  }
}
