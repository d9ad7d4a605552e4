package dev.dml.model.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.model.propensity.Propensity.Weighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropensityTest {

  /** At 0.5, every propensity would be 0.5. */
  @ParameterizedTest
  @ValueSource(doubles = {-Double.MIN_VALUE, 0.5, 1, Double.NaN})
  void aBoundThatLeavesNothingIsRefused(double clip) {
    assertThatThrownBy(() -> new Propensity(clip, Weighting.HAJEK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("propensity clip must be at least 0 and below 0.5, but was " + clip);
  }

  @Test
  void theBoundsAreInside() {
    assertThat(new Propensity(0, Weighting.HAJEK).clip(-0.5)).isZero();
    assertThat(new Propensity(Math.nextDown(0.5), Weighting.HAJEK).clip(0))
        .isEqualTo(Math.nextDown(0.5));
    Propensity byDefault = Propensity.DEFAULT;
    assertThat(byDefault.clip(0.01)).isEqualTo(0.01);
    assertThat(byDefault.clip(Math.nextDown(0.01))).isEqualTo(0.01);
    assertThat(byDefault.clip(1)).isEqualTo(0.99);
  }
}
