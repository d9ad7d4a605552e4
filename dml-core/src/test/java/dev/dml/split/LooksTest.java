package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LooksTest {

  /** Begins with 12, of which 3 may be under way when the rule is asked. */
  private final Looks looks = new Looks(12, Optional.of(new StoppingRule(0.05, 10, 40)));

  @Test
  void theNextRoundBeginsWhenThreeQuartersOfOneAreWhole() {
    assertThat(looks.next()).isEqualTo(9);
    assertThat(looks.isDue(8)).isFalse();
    assertThat(looks.isDue(9)).isTrue();
    // At most doubled, in whole blocks.
    looks.take(1);
    assertThat(looks.begun()).isEqualTo(20);
    assertThat(looks.next()).isEqualTo(18);
    looks.take(1);
    assertThat(looks.begun()).isEqualTo(36);
    assertThat(looks.next()).isEqualTo(32);
    assertThat(looks.sufficient()).isEmpty();
  }

  @Test
  void whatIsEnoughAtThreeQuartersIsAskedOnceMoreAtTheEnd() {
    looks.take(0.05);
    assertThat(looks.begun()).isEqualTo(12);
    assertThat(looks.next()).isEqualTo(12);
    assertThat(looks.isDue(11)).isFalse();
    looks.take(0.05);
    assertThat(looks.begun()).isEqualTo(12);
    assertThat(looks.isDue(12)).isFalse();
    // 9 are fewer than the fewest.
    assertThat(looks.sufficient()).contains(12);
  }

  /** 9 (0.055 / 0.05)^2 = 10.89, and 12 are under way. */
  @Test
  void whatIsUnderWayIsWaitedForIfItIsExpectedToBeEnough() {
    looks.take(0.055);
    assertThat(looks.begun()).isEqualTo(12);
    assertThat(looks.isDue(12)).isTrue();
    // 12 (0.06 / 0.05)^2 = 17.28
    looks.take(0.06);
    assertThat(looks.begun()).isEqualTo(20);
  }

  @Test
  void whatWasEnoughIsNotIfTheRestOfTheRoundSaysOtherwise() {
    looks.take(1);
    looks.take(0.05);
    assertThat(looks.sufficient()).contains(18);
    // 20 (0.06 / 0.05)^2 = 28.8
    looks.take(0.06);
    assertThat(looks.begun()).isEqualTo(32);
    assertThat(looks.sufficient()).isEmpty();
  }

  @Test
  void thereAreNoMoreThanTheMost() {
    for (int look = 0; look < 4; look++) {
      looks.take(1);
    }
    assertThat(looks.begun()).isEqualTo(40);
    assertThat(looks.next()).isEqualTo(40);
    looks.take(1);
    assertThat(looks.isDue(40)).isFalse();
    assertThat(looks.sufficient()).isEmpty();
  }

  @Test
  void withoutARuleNobodyLooks() {
    Looks fixed = new Looks(7, Optional.empty());
    assertThat(fixed.begun()).isEqualTo(7);
    assertThat(fixed.isDue(7)).isFalse();
  }
}
