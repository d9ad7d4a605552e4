package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivisionTest {

  private final Division division = new Division(3, 0, 2, 0, 1, 2);

  @Test
  void rowsAreInAPartOrOutside() {
    assertThat(division.in(0)).isEqualTo(Rows.of(0, 2));
    assertThat(division.without(0)).isEqualTo(Rows.of(1, 3, 4));
    assertThat(division.in(2)).isEqualTo(Rows.of(1, 4));
    assertThat(division.without(2)).isEqualTo(Rows.of(0, 2, 3));
  }

  /** A part, the others, and rows of no division. */
  @Test
  void rowsInBothSetsAreFoundByMembershipAndByNumber() {
    Rows even = Rows.of(0, 2, 4);
    assertThat(division.in(2).and(even)).isEqualTo(Rows.of(4));
    assertThat(division.without(2).and(even)).isEqualTo(Rows.of(0, 2));
    assertThat(even.and(division.in(2))).isEqualTo(Rows.of(4));
    assertThat(even.and(Rows.of(1, 2, 3, 4))).isEqualTo(Rows.of(2, 4));
    assertThat(even.and(Rows.of(1, 3))).isEqualTo(Rows.of());
    assertThat(even.and(Rows.of())).isEqualTo(Rows.of());
  }

  /** Whether the row numbers have been looked up before or not. */
  @Test
  void valuesOfAPartAndOfTheOthersAreInTheOrderOfRows() {
    double[] values = {10, 11, 12, 13, 14};
    Rows outside = division.without(0);
    assertThat(passedOn(outside, values)).containsExactly(11.0, 13.0, 14.0);
    assertThat(outside.get(1)).isEqualTo(3);
    assertThat(passedOn(outside, values)).containsExactly(11.0, 13.0, 14.0);
    assertThat(passedOn(division.in(2), values)).containsExactly(11.0, 14.0);
  }

  /** 3,000 rows are more than two blocks. */
  @Test
  void allBlocksArePassedOn() {
    int[] parts = new int[3000];
    double[] values = new double[3000];
    Arrays.setAll(parts, row -> row % 3);
    Arrays.setAll(values, row -> row);
    Division large = new Division(3, parts);
    for (Rows rows : List.of(large.in(1), large.without(1))) {
      assertThat(passedOn(rows, values))
          .isEqualTo(Arrays.stream(rows.toArray()).asDoubleStream().boxed().toList());
    }
  }

  private static List<Double> passedOn(Rows rows, double[] values) {
    List<Double> passed = new ArrayList<>();
    rows.forEachBlock(
        values, (block, count) -> Arrays.stream(block, 0, count).forEach(passed::add));
    return passed;
  }

  @Test
  void rowsBeforeARowAreCounted() {
    Rows rows = division.without(2);
    assertThat(rows).isEqualTo(Rows.of(0, 2, 3));
    assertThat(List.of(0, 1, 2, 3, 4).stream().map(rows::countBefore))
        .containsExactly(0, 1, 1, 2, 3);
  }

  @Test
  void divisionsAreEqualByTheirParts() {
    assertThat(division).isEqualTo(new Division(3, 0, 2, 0, 1, 2));
    assertThat(division).hasSameHashCodeAs(new Division(3, 0, 2, 0, 1, 2));
    assertThat(division).isNotEqualTo(new Division(4, 0, 2, 0, 1, 2));
    assertThat(division).isNotEqualTo(new Division(3, 0, 2, 0, 1, 1));
  }

  @Test
  void aPartOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new Division(2, 0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parts are numbered from 0 to 1, but a row is in part 2");
  }
}
