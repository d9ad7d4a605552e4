package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {

  @Test
  void trainAndTestRowsDivideTheObservations() {
    Partition partition = Partition.of(0, 1, 2, 0, 1, 2, 0);
    assertThat(partition.test(0)).isEqualTo(Rows.of(0, 3, 6));
    assertThat(partition.train(0)).isEqualTo(Rows.of(1, 2, 4, 5));
  }

  @Test
  void foldSizesDifferByAtMostOne() {
    Partition partition = Partition.draw(new int[103], 5, 42, 0);
    int[] sizes = IntStream.range(0, 5).map(fold -> partition.test(fold).size()).sorted().toArray();
    assertThat(sizes).containsExactly(20, 20, 21, 21, 21);
  }

  @Test
  void everyStratumIsSpreadEvenly() {
    int[] strata = IntStream.range(0, 100).map(row -> row < 12 ? 1 : 0).toArray();
    Partition partition = Partition.draw(strata, 5, 42, 0);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(partition.test(fold).filter(row -> strata[row] == 1).size()).isBetween(2, 3);
      assertThat(partition.test(fold).size()).isEqualTo(20);
    }
  }

  /** Of 100 rows dealt in order, a fold would have every fifth one. */
  @Test
  void rowsAreNotDealtInOrder() {
    Partition partition = Partition.draw(new int[100], 5, 42, 0);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(Arrays.stream(partition.test(fold).toArray()).map(row -> row % 5).distinct())
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void aPartitionDependsOnSeedAndRepetitionAlone() {
    assertThat(Partition.draw(new int[50], 5, 42, 3))
        .isEqualTo(Partition.draw(new int[50], 5, 42, 3));
    assertThat(Partition.draw(new int[50], 5, 42, 3))
        .isNotEqualTo(Partition.draw(new int[50], 5, 42, 4));
    assertThat(Partition.draw(new int[50], 5, 42, 3))
        .isNotEqualTo(Partition.draw(new int[50], 5, 43, 3));
  }

  /**
   * Over 2,000 repetitions a row falls into each of 5 folds 400 times on average, with standard
   * deviation sqrt(2000 * 0.2 * 0.8) = 17.9; the bound is 5 of them.
   */
  @Test
  void everyRowFallsIntoEveryFoldEquallyOften() {
    int[] counts = new int[5];
    for (int repetition = 0; repetition < 2000; repetition++) {
      counts[Partition.draw(new int[10], 5, 7, repetition).fold(3)]++;
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(400 - 90, 400 + 90));
  }

  /**
   * With 4 rows in 2 folds there are 6 partitions; all must occur among 200 (each is missed with
   * (5/6)^200 = 1e-16).
   */
  @Test
  void everyPartitionCanBeDrawn() {
    Set<Partition> seen = new HashSet<>();
    for (int repetition = 0; repetition < 200; repetition++) {
      seen.add(Partition.draw(new int[4], 2, 1, repetition));
    }
    assertThat(seen).hasSize(6);
  }

  @Test
  void asManyFoldsAsRowsLeaveOneOut() {
    Partition partition = Partition.draw(new int[4], 4, 42, 0);
    assertThat(IntStream.range(0, 4).map(fold -> partition.test(fold).size())).containsOnly(1);
    assertThat(partition.train(3).size()).isEqualTo(3);
  }

  @Test
  void fewerThanTwoDrawnFoldsAreRefused() {
    assertThatThrownBy(() -> Partition.draw(new int[3], 1, 42, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds must be from 2 to the number of observations, 3, but was 1");
  }

  @Test
  void moreFoldsThanRowsAreRefused() {
    assertThatThrownBy(() -> Partition.draw(new int[3], 4, 42, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds must be from 2 to the number of observations, 3, but was 4");
  }

  @Test
  void aSingleGivenFoldIsRefused() {
    assertThatThrownBy(() -> Partition.of(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a partition needs at least 2 folds, but has 1");
  }

  @Test
  void aSkippedFoldIsRefused() {
    assertThatThrownBy(() -> Partition.of(0, 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds are numbered 0 to 2 without gaps, but no row is in fold 1");
  }

  @Test
  void aNegativeFoldIsRefused() {
    assertThatThrownBy(() -> Partition.of(0, 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds are numbered from 0, but row 3 is in fold -1");
  }

  @Test
  void aFoldOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Partition.of(0, 1).test(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("fold must be from 0 to 1, but was 2");
    assertThatThrownBy(() -> Partition.of(0, 1).train(-1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("fold must be from 0 to 1, but was -1");
  }

  @Test
  void crossedFoldsMayBeEmptyAndTheirNumberFollowsFromTheLargest() {
    Partition partition = Partition.crossed(0, 1, 3, 0);
    assertThat(partition.folds()).isEqualTo(4);
    assertThat(partition.foldsPerDimension()).isEqualTo(2);
    assertThat(partition.test(2).size()).isZero();
    assertThat(partition.train(0).toArray()).containsExactly(2);
    assertThat(partition.train(3).toArray()).containsExactly(0, 3);
    assertThat(partition.folds(0)).containsExactly(0, 0, 1, 0);
    assertThat(partition.folds(1)).containsExactly(0, 1, 1, 0);
    assertThat(Partition.crossed(0, 4, 6).foldsPerDimension()).isEqualTo(3);
  }

  @Test
  void crossedFoldsNeedTwoInEachDimension() {
    assertThatThrownBy(() -> Partition.crossed(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a partition needs at least 2 folds in each dimension, but has 1");
  }
}
