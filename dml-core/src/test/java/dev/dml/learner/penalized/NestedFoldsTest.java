package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedFoldsTest {

  private static final int ROWS = 103;

  private final Division division = division(4);

  /** 103 rows in 4 parts and 5 labels: as equal as whole numbers can be, outside a part to two. */
  @Test
  void foldsAreBalanced() {
    NestedFolds folds = NestedFolds.draw(division, 5);
    for (int part = 0; part < 4; part++) {
      int[] inside = new int[5];
      for (int label = 0; label < 5; label++) {
        inside[label] = folds.cells().size(folds.cell(part, label));
      }
      assertThat(range(inside)).isLessThanOrEqualTo(1);
      int[] outside =
          folds.outside(part).orElseThrow().all().stream().mapToInt(Rows::size).toArray();
      assertThat(range(outside)).isLessThanOrEqualTo(2);
      assertThat(Arrays.stream(outside).sum()).isEqualTo(division.without(part).size());
    }
  }

  @Test
  void aRowIsInTheSameFoldOutsideEveryPart() {
    NestedFolds folds = NestedFolds.draw(division, 5);
    List<Rows> outsideFirst = folds.outside(0).orElseThrow().all();
    List<Rows> outsideSecond = folds.outside(1).orElseThrow().all();
    for (int label = 0; label < 5; label++) {
      assertThat(outsideFirst.get(label).filter(row -> division.part(row) > 1))
          .isEqualTo(outsideSecond.get(label).filter(row -> division.part(row) > 1));
    }
  }

  @Test
  void equalDivisionsHaveTheSameFoldsAndOthersDoNot() {
    List<Rows> folds = NestedFolds.draw(division, 5).outside(2).orElseThrow().all();
    assertThat(NestedFolds.draw(division(4), 5).outside(2).orElseThrow().all()).isEqualTo(folds);
    int[] parts = new int[ROWS];
    Arrays.setAll(parts, row -> row % 4 == 2 ? 2 : (row + row / 4) % 2);
    List<Rows> others = NestedFolds.draw(new Division(4, parts), 5).outside(2).orElseThrow().all();
    assertThat(others).isNotEqualTo(folds);
  }

  /** Rows with a label are no neighbours in the data: labels are dealt to shuffled rows. */
  @Test
  void labelsDoNotFollowTheOrderOfRows() {
    Rows first = NestedFolds.draw(new Division(1, new int[ROWS]), 2).cells().in(0);
    long neighbours =
        Arrays.stream(first.toArray()).filter(row -> row % 2 == first.get(0) % 2).count();
    // Of 52 rows, 26 of either parity: 52 or 0 would be rows dealt in order; 13 is 3.6 deviations.
    assertThat(neighbours).isBetween(13L, 39L);
  }

  /** Five labels dealt to parts of 3 and 6: outside the second part two labels have no row. */
  @Test
  void foldsWithoutRowsAreNone() {
    NestedFolds folds = NestedFolds.draw(new Division(2, 0, 0, 0, 1, 1, 1, 1, 1, 1), 5);
    assertThat(folds.outside(0)).isPresent();
    assertThat(folds.outside(1)).isEmpty();
  }

  private static int range(int[] counts) {
    return Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
  }

  private static Division division(int parts) {
    int[] partOfRow = new int[ROWS];
    Arrays.setAll(partOfRow, row -> row % parts);
    return new Division(parts, partOfRow);
  }
}
