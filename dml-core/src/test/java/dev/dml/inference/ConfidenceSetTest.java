package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.inference.ConfidenceSet.Form;
import dev.dml.inference.ConfidenceSet.Range;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidenceSetTest {

  private static final double INF = Double.POSITIVE_INFINITY;

  private static ConfidenceSet set(double... bounds) {
    return new ConfidenceSet(
        0.95,
        IntStream.range(0, bounds.length / 2)
            .mapToObj(i -> new Range(bounds[2 * i], bounds[2 * i + 1]))
            .toList());
  }

  @Test
  void theFormFollowsFromTheBounds() {
    assertThat(set().form()).isEqualTo(Form.EMPTY);
    assertThat(set(1, 2).form()).isEqualTo(Form.INTERVAL);
    assertThat(set(-INF, 1, 2, INF).form()).isEqualTo(Form.RAYS);
    assertThat(set(-INF, INF).form()).isEqualTo(Form.LINE);
    assertThat(set(1, INF).form()).isEqualTo(Form.UNION);
    assertThat(set(1, 2, 3, 4).form()).isEqualTo(Form.UNION);
    assertThat(set(-INF, 1, 2, 3, 4, INF).form()).isEqualTo(Form.UNION);
  }

  @Test
  void halfOfIntervalsIsFromTheMedianLowerToTheMedianUpperBound() {
    assertThat(ConfidenceSet.ofHalf(List.of(set(1, 4), set(2, 5), set(3, 9)))).isEqualTo(set(2, 5));
  }

  @Test
  void halfOfTwoIsTheirUnion() {
    assertThat(ConfidenceSet.ofHalf(List.of(set(1, 2), set(3, 4)))).isEqualTo(set(1, 2, 3, 4));
    assertThat(ConfidenceSet.ofHalf(List.of(set(1, 3), set(3, 4)))).isEqualTo(set(1, 4));
  }

  @Test
  void halfOfEqualSetsIsEachOfThem() {
    for (ConfidenceSet each :
        List.of(set(), set(1, 2), set(-INF, 1, 2, INF), set(-INF, INF), set(1, 1))) {
      assertThat(ConfidenceSet.ofHalf(List.of(each))).isEqualTo(each);
      assertThat(ConfidenceSet.ofHalf(List.of(each, each, each))).isEqualTo(each);
    }
  }

  /** By the definition, at values around every bound. */
  @Test
  void halfOfSetsOfAllFormsHasWhatHalfOfThemHave() {
    List<ConfidenceSet> sets =
        List.of(set(-INF, 1, 5, INF), set(0, 2), set(), set(-INF, INF), set(1, 6), set(-3, 0.5));

    ConfidenceSet half = ConfidenceSet.ofHalf(sets);

    for (double value : new double[] {-9, -3, -1, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 5.5, 6, 7}) {
      long holding = sets.stream().filter(each -> each.contains(value)).count();
      assertThat(half.contains(value)).as("%s", value).isEqualTo(holding >= 3);
    }
  }

  @Test
  void theOrderOfSetsDoesNotMatter() {
    List<ConfidenceSet> sets = Arrays.asList(set(1, 4), set(-INF, INF), set(2, 5), set());

    assertThat(ConfidenceSet.ofHalf(sets.reversed())).isEqualTo(ConfidenceSet.ofHalf(sets));
  }

  @Test
  void boundsInTheWrongOrderAreRefused() {
    assertThatThrownBy(() -> new Range(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lower bound 2.0 must not exceed upper bound 1.0");
  }

  @Test
  void aLevelOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new ConfidenceSet(1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confidence level must be between 0 and 1, but was 1.0");
  }
}
