package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HalvesTest {

  private static final int ROWS = 120;
  private static final List<String> STRATA = List.of("d");

  private static CausalDataBuilder data() {
    double[] d = IntStream.range(0, ROWS).mapToDouble(row -> row % 3 == 0 ? 1 : 0).toArray();
    return CausalData.builder().outcome("y", new double[ROWS]).treatment("d", d);
  }

  private static int[] half(CausalData data, Split split, int fold, int number, long seed) {
    Fold of = split.block(data, STRATA, 1).fold(1, fold);
    return split.half(data, STRATA, of, 1, number, new Seed(seed)).toArray();
  }

  /** Of 90 training rows, 30 are treated, so that each half has 45, and 15 of them. */
  @Test
  void halvesDivideTheTrainingRowsAndTheirStrata() {
    CausalData data = data().build();
    Split split = new Split.Drawn(4, 42);
    for (int fold = 0; fold < 4; fold++) {
      int[] first = half(data, split, fold, 1, 7);
      int[] second = half(data, split, fold, 2, 7);
      assertThat(first).hasSize(45);
      assertThat(Arrays.stream(first).filter(row -> row % 3 == 0)).hasSize(15);
      int[] both = Stream.of(first, second).flatMapToInt(Arrays::stream).sorted().toArray();
      assertThat(both).isEqualTo(split.partition(data, STRATA, 1).train(fold).toArray());
    }
    assertThat(half(data, split, 0, 1, 8)).isNotEqualTo(half(data, split, 0, 1, 7));
  }

  @Test
  void noClusterIsInBothHalves() {
    double[] clusters = IntStream.range(0, ROWS).mapToDouble(row -> row % 30).toArray();
    CausalData data = data().cluster("c", clusters).build();
    Split split = new Split.Drawn(3, 42);
    List<Integer> first = Arrays.stream(half(data, split, 0, 1, 7)).mapToObj(r -> r % 30).toList();
    List<Integer> second = Arrays.stream(half(data, split, 0, 2, 7)).mapToObj(r -> r % 30).toList();
    assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    assertThat(first.size() + second.size()).isEqualTo(80);
  }

  private static final Partition FOLDS = Partition.of(0, 0, 0, 1, 1, 1);

  private static Split.Given given(int... second) {
    return new Split.Given(
        List.of(FOLDS), List.of(List.of(Partition.of(0, 0, 0, 1, 2, 1), Partition.of(second))));
  }

  @Test
  void givenHalvesAreTaken() {
    CausalData six =
        CausalData.builder().outcome("y", new double[6]).treatment("d", new double[6]).build();
    Split.Given given = given(2, 1, 1, 0, 0, 0);
    Fold fold = given.block(six, List.of(), 0).fold(0, 1);
    assertThat(given.half(six, List.of(), fold, 0, 1, new Seed(1))).isEqualTo(Rows.of(1, 2));
    assertThat(given.half(six, List.of(), fold, 0, 2, new Seed(1))).isEqualTo(Rows.of(0));
  }

  private static void refused(Runnable made, String message) {
    assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void halvesOfOtherRowsAreRefused() {
    refused(
        () -> given(2, 1, 1, 0, 1, 0),
        "a half must be 0 in the rows of the fold, and 1 or 2 in the others, but of repetition 0"
            + " and fold 1 it is 1 in row 5, which is in fold 1");
    refused(
        () -> given(1, 1, 1, 0, 0, 0),
        "halves of 6 rows must be numbered 1 and 2, with 0 for test rows, but there are 6 rows in 2"
            + " folds");
    refused(
        () -> new Split.Given(List.of(FOLDS), List.of(List.of())),
        "there must be halves for each of 2 folds of repetition 0, but there are some for 0");
    refused(
        () -> new Split.Given(List.of(FOLDS, FOLDS), List.of(List.of())),
        "there must be halves for each of 2 repetitions, but there are some for 1");
  }
}
