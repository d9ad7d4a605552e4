package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DivisionTest {

  private final Division division = new Division(3, 0, 2, 0, 1, 2);

  @Test
  void rowsAreInAPartOrOutside() {
    assertThat(division.in(0)).isEqualTo(Rows.of(0, 2));
    assertThat(division.without(0)).isEqualTo(Rows.of(1, 3, 4));
    assertThat(division.in(2)).isEqualTo(Rows.of(1, 4));
    assertThat(division.without(2)).isEqualTo(Rows.of(0, 2, 3));
  }

  @Test
  void rowsKnowTheirPart() {
    assertThat(division.in(1).part()).contains(new Division.Part(division, 1, false));
    assertThat(division.without(1).part()).contains(new Division.Part(division, 1, true));
    assertThat(division.in(1).filter(row -> true).part()).isEmpty();
  }

  @Test
  void divisionsAreEqualByTheirParts() {
    assertThat(division).isEqualTo(new Division(3, 0, 2, 0, 1, 2));
    assertThat(division).hasSameHashCodeAs(new Division(3, 0, 2, 0, 1, 2));
    assertThat(division).isNotEqualTo(new Division(4, 0, 2, 0, 1, 2));
    assertThat(division).isNotEqualTo(new Division(3, 0, 2, 0, 1, 1));
  }

  @Test
  void aPartOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new Division(2, 0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parts are numbered from 0 to 1, but a row is in part 2");
  }
}
