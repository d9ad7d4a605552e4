package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnLabelsTest {

  private static final ColumnLabels LABELS =
      new ColumnLabels(
          Map.of("plan", "Insurance plan", "a=b", "Odd: name", "x", "Age", "z", "age"));

  @ParameterizedTest
  @CsvSource({
    "plan, Insurance plan",
    "plan = free, Insurance plan = free",
    "plan=free, Insurance plan = free",
    "[plan = free], [Insurance plan = free]",
    "plan: pay - free, Insurance plan: pay - free",
    "a=b, Odd: name",
    "x, Age (x)",
    "z, age (z)",
    "z=1, age (z) = 1",
    "planned, planned",
    "other = plan, other = plan",
    "'ATT(2004, 2006) since 2003', 'ATT(2004, 2006) since 2003'"
  })
  void aLabelStandsForANameAndForItsBeginning(String name, String called) {
    assertThat(LABELS.of(name)).isEqualTo(called);
  }

  @Test
  void titlesSayTheNameToo() {
    assertThat(LABELS.withName("plan")).isEqualTo("Insurance plan (plan)");
    assertThat(LABELS.withName("y")).isEqualTo("y");
    assertThat(ColumnLabels.NONE.of("plan")).isEqualTo("plan");
  }
}
