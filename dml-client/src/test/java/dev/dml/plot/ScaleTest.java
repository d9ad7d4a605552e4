package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void ticksAreRoundAndOnTheScale() {
    assertThat(Scale.labels(new Scale(-0.13, 0.41, 0, 100).ticks(6)))
        .containsExactly("−0.1", "0.0", "0.1", "0.2", "0.3", "0.4");
    assertThat(Scale.labels(new Scale(0, 12_000, 0, 100).ticks(6)))
        .containsExactly("0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000");
  }

  @Test
  void aValueHasItsPlace() {
    Scale scale = new Scale(2, 4, 300, 100);
    assertThat(scale.at(2)).isEqualTo(300);
    assertThat(scale.at(3.5)).isEqualTo(150);
    assertThat(scale.holds(4.01)).isFalse();
  }

  @Test
  void thereIsRoomAroundValuesAndAroundASingleOne() {
    Scale scale = Scale.around(List.of(1.0, Double.NaN, 2.0), 0, 100);
    assertThat(scale.least()).isEqualTo(0.94);
    assertThat(scale.most()).isEqualTo(2.06);
    assertThat(Scale.around(List.of(5.0, 5.0), 0, 1)).isEqualTo(new Scale(0, 10, 0, 1));
    assertThat(Scale.around(List.of(0.0), 0, 1).holds(0)).isTrue();
  }

  @Test
  void aScaleOfNothingIsRefused() {
    assertThatThrownBy(() -> new Scale(1, 1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scale from 1.0 to 1.0");
  }
}
