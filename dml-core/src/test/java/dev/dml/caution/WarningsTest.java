package dev.dml.caution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

  private final Warnings warnings = new Warnings();

  private void addWeak(int... numbers) {
    for (int number : numbers) {
      warnings.add("z" + number, "%s is weak (%.1f)", "z" + number, number / 2.0);
    }
  }

  @Test
  void aSentenceStandsOnceAndBesideThoseOfItsCause() {
    addWeak(1);
    warnings.addAll(List.of("rows are few", "rows are few"));
    addWeak(2, 1);
    assertThat(warnings.sentences())
        .containsExactly("z1 is weak (0.5)", "z2 is weak (1.0)", "rows are few");
  }

  @Test
  void fourSentencesOfACauseAreNotCutShort() {
    addWeak(1, 2, 3, 4);
    assertThat(warnings.sentences())
        .containsExactly(
            "z1 is weak (0.5)", "z2 is weak (1.0)", "z3 is weak (1.5)", "z4 is weak (2.0)");
  }

  @Test
  void ofManyTheOthersAreNamed() {
    addWeak(1, 2, 3, 4, 5, 6);
    warnings.add("rows are few");
    assertThat(warnings.sentences())
        .containsExactly(
            "z1 is weak (0.5)",
            "z2 is weak (1.0)",
            "z3 is weak (1.5)",
            "the same holds of 3 more: z4, z5, z6",
            "rows are few");
  }
}
