package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContoursTest {

  private static final List<Double> PLACES = List.of(0.0, 1.0, 2.0);

  /** On the plane x + y the line at 1.5 goes from (0, 1.5) to (1.5, 0) through (1, 0.5). */
  @Test
  void theLineOnAPlaneIsStraight() {
    List<List<Double>> plane =
        List.of(List.of(0.0, 1.0, 2.0), List.of(1.0, 2.0, 3.0), List.of(2.0, 3.0, 4.0));
    assertThat(new Contours(PLACES, PLACES, plane).path(1.5))
        .isEqualTo("M1 0.5L0.5 1M1.5 0L1 0.5M0.5 1L0 1.5");
  }

  @Test
  void thereIsNoLineBeyondTheValuesOrWhereThereAreNone() {
    List<List<Double>> plane =
        List.of(List.of(0.0, 1.0, 2.0), List.of(1.0, 2.0, 3.0), Arrays.asList(2.0, null, 4.0));
    assertThat(new Contours(PLACES, PLACES, plane).path(9)).isEmpty();
    assertThat(new Contours(PLACES, PLACES, plane).path(1.5)).doesNotContain("NaN");
  }
}
