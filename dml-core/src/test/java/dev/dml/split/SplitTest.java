package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four successive repetitions make a block. */
class SplitTest {

  private final CausalData data =
      CausalData.builder()
          .outcome("y", 1, 2, 3, 4, 5, 6)
          .treatment("d", 0, 1, 0, 1, 0, 1)
          .covariate("x", 6, 5, 4, 3, 2, 1)
          .build();

  @Test
  void drawnRepetitionsKnowTheWholeOfTheirBlock() {
    Split split = new Split.Drawn(2, 42);
    assertThat(block(split, 5)).isEqualTo(partitions(split, 4, 8));
    assertThat(block(split, 3)).isEqualTo(partitions(split, 0, 4));
  }

  @Test
  void givenRepetitionsMakeFullBlocksAndTheRestNone() {
    Split split =
        new Split.Given(
            IntStream.range(0, 6).mapToObj(k -> Partition.draw(new int[6], 2, 1, k)).toList());
    assertThat(block(split, 1)).isEqualTo(partitions(split, 0, 4));
    assertThat(block(split, 4)).isEqualTo(partitions(split, 4, 5));
    assertThat(block(split, 5)).isEqualTo(partitions(split, 5, 6));
  }

  /** 30 rows of each of four levels, of which each of 3 folds has 10. */
  @Test
  void theLevelsOfAVariableAreStrata() {
    double[] levels = IntStream.range(0, 120).mapToDouble(row -> row % 4 * 0.5 - 1).toArray();
    CausalData factor =
        CausalData.builder().outcome("y", new double[120]).treatment("d", levels).build();
    Partition partition = new Split.Drawn(3, 42).partition(factor, List.of("d"), 0);
    for (int fold = 0; fold < 3; fold++) {
      for (int level = 0; level < 4; level++) {
        int wanted = level;
        assertThat(partition.test(fold).filter(row -> row % 4 == wanted).size()).isEqualTo(10);
      }
    }
  }

  /** 40 rows of each of four combinations, of which each of 5 folds has 8. */
  @Test
  void theCombinationsOfTwoVariablesAreTheStrata() {
    double[] d = IntStream.range(0, 160).mapToDouble(row -> row % 2).toArray();
    double[] z = IntStream.range(0, 160).mapToDouble(row -> row / 2 % 2).toArray();
    CausalData both =
        CausalData.builder()
            .outcome("y", new double[160])
            .treatment("d", d)
            .instrument("z", z)
            .build();
    Partition partition = new Split.Drawn(5, 42).partition(both, List.of("d", "z"), 0);
    for (int fold = 0; fold < 5; fold++) {
      for (int combination = 0; combination < 4; combination++) {
        int wanted = combination;
        assertThat(partition.test(fold).filter(row -> row % 4 == wanted).size()).isEqualTo(8);
      }
    }
    // Another partition of the same data and repetition, though the first was drawn just now.
    assertThat(new Split.Drawn(5, 42).partition(both, List.of(), 0)).isNotEqualTo(partition);
    assertThat(new Split.Drawn(5, 42).partition(both, List.of("d"), 0)).isNotEqualTo(partition);
  }

  @Test
  void illegalSplitsAreRefused() {
    assertThatThrownBy(() -> new Split.Drawn(1, 42))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds must be at least 2, but was 1");
    assertThatThrownBy(() -> new Split.Given(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one partition must be given");
    assertThatThrownBy(() -> new Split.Given(List.of(Partition.of(0, 1), Partition.of(0, 1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("all partitions must have the same number of rows");
  }

  @Test
  void givenPartitionsMayHaveDifferentNumbersOfFolds() {
    Split split = new Split.Given(List.of(Partition.of(0, 1, 2), Partition.of(0, 1, 0)));
    assertThat(split.folds(0)).isEqualTo(3);
    assertThat(split.folds(1)).isEqualTo(2);
  }

  /** The one that somebody holds is handed on, and is what another split would draw. */
  @Test
  void aPartitionIsDrawnOnceWhileItIsNeeded() {
    Split split = new Split.Drawn(2, 42);
    Partition partition = split.partition(data, List.of(), 1);
    assertThat(split.partition(data, List.of(), 1)).isSameAs(partition);
    assertThat(split.block(data, List.of(), 2).partition(1)).isSameAs(partition);
    assertThat(new Split.Drawn(2, 42).partition(data, List.of(), 1)).isEqualTo(partition);
  }

  @Test
  void aFoldTrainsOnAllOthersOfItsRepetition() {
    Split split = new Split.Drawn(2, 42);
    Fold fold = split.block(data, List.of(), 6).fold(6, 1);
    assertThat(fold.position()).isEqualTo(2);
    assertThat(fold.partition()).isEqualTo(split.partition(data, List.of(), 6));
    assertThat(fold.train()).isEqualTo(fold.partition().train(1));
    assertThat(fold.test()).isEqualTo(fold.partition().test(1));
  }

  private List<Partition> partitions(Split split, int from, int to) {
    return IntStream.range(from, to).mapToObj(k -> split.partition(data, List.of(), k)).toList();
  }

  private List<Partition> block(Split split, int repetition) {
    return split.block(data, List.of(), repetition).partitions();
  }
}
