package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsPerEffectTest {

  private static UnitsPerEffect of(int independent, int[]... blocks) {
    return UnitsPerEffect.of(List.of(blocks), independent, "clusters");
  }

  @Test
  void enoughUnitsAreNotSpokenOf() {
    UnitsPerEffect enough = of(50, new int[] {20, 20}, new int[] {30, 30, 30});
    assertThat(enough.lack()).isEmpty();
    assertThat(enough.caution()).isEmpty();
  }

  @Test
  void asManyEffectsAsUnitsCannotBeTested() {
    assertThat(of(100, new int[] {40, 40}, new int[] {3, 3, 3}).lack())
        .contains(
            "3 of them rest on 3 clusters among the treated or the controls, and it takes more"
                + " clusters than effects to test them together");
    assertThat(of(100, new int[] {1}).lack())
        .contains(
            "1 of them rests on 1 cluster among the treated or the controls, and it takes more"
                + " clusters than effects to test them together");
  }

  @Test
  void fewUnitsForEachEffectAreACaution() {
    UnitsPerEffect few = of(100, new int[] {40, 40}, new int[] {29, 29, 29});
    assertThat(few.lack()).isEmpty();
    assertThat(few.caution())
        .contains(
            "3 of them rest on 29 clusters among the treated or the controls, and with fewer than"
                + " 10 for each the test rejects too often");
  }

  /** An early time since the treatment rests on few units, but is alone in that. */
  @Test
  void effectsThatShareUnitsAreCountedFromTheFewest() {
    assertThat(of(100, new int[] {30, 10, 20}).caution()).isEmpty();
    assertThat(of(100, new int[] {30, 10, 19}).caution().orElseThrow())
        .startsWith("2 of them rest on 19 clusters");
  }

  @Test
  void oneEffectIsCalledIt() {
    assertThat(of(9, new int[] {9}).caution())
        .contains(
            "1 of them rests on 9 clusters among the treated or the controls, and with fewer than"
                + " 10 for each the test rejects too often");
    assertThat(of(9, new int[] {11}).caution())
        .contains(
            "it rests on 9 clusters, and with fewer than 10 for each the test rejects too often");
  }

  /** Clusters may have units of all groups. */
  @Test
  void allEffectsTogetherRestOnAllUnits() {
    assertThat(of(4, new int[] {4, 4}, new int[] {4, 4}).lack())
        .contains(
            "all 4 rest on 4 clusters, and it takes more clusters than effects to test them"
                + " together");
  }
}
