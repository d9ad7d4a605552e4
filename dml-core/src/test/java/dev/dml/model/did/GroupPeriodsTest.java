package dev.dml.model.did;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.GroupPeriod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected combinations are those that DoubleML for Python 0.12 makes of the same periods. */
class GroupPeriodsTest {

  private static final double[] FOUR = {1, 2, 3, 4};

  private static List<GroupPeriod> of(double group, int anticipation, BasePeriod base) {
    return new GroupPeriods(FOUR, anticipation, base).of(group);
  }

  private static GroupPeriod cell(double group, double base, double period) {
    return new GroupPeriod(group, base, period);
  }

  @Test
  void aVaryingBaseIsThePeriodBeforeUntilTheTreatmentBegins() {
    assertThat(of(3, 0, BasePeriod.VARYING))
        .containsExactly(cell(3, 1, 2), cell(3, 2, 3), cell(3, 2, 4));
    assertThat(of(4, 0, BasePeriod.VARYING))
        .containsExactly(cell(4, 1, 2), cell(4, 2, 3), cell(4, 3, 4));
  }

  @Test
  void anticipationMovesTheBaseBack() {
    assertThat(of(3, 1, BasePeriod.VARYING)).containsExactly(cell(3, 1, 3), cell(3, 1, 4));
    assertThat(of(4, 1, BasePeriod.VARYING)).containsExactly(cell(4, 1, 3), cell(4, 2, 4));
  }

  @Test
  void aUniversalBaseIsTheSameForAllPeriods() {
    assertThat(of(3, 0, BasePeriod.UNIVERSAL))
        .containsExactly(cell(3, 2, 1), cell(3, 2, 3), cell(3, 2, 4));
  }

  @Test
  void allBasesAreAllEarlierPeriods() {
    assertThat(of(3, 0, BasePeriod.ALL))
        .containsExactly(cell(3, 1, 2), cell(3, 1, 3), cell(3, 2, 3), cell(3, 1, 4), cell(3, 2, 4));
  }

  @Test
  void aGroupWithoutAnEarlierPeriodHasNoCell() {
    assertThat(of(1, 0, BasePeriod.VARYING)).isEmpty();
    assertThat(of(2, 1, BasePeriod.VARYING)).isEmpty();
  }
}
