package dev.dml.caution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
  void effectsAreNamedWhereASubjectHasSeveralSentences() {
    warnings.addOf("ATT(3, 4)", "[g = 3]", "%.0f %% of %s are far", 9.0, "[g = 3]");
    warnings.addOf("ATT(3, 5)", "[g = 3]", "%.0f %% of %s are far", 8.0, "[g = 3]");
    warnings.addOf("ATT(4, 5)", "[g = 4]", "%.0f %% of %s are far", 7.0, "[g = 4]");
    warnings.addOf("ATT(4, 6)", "[g = 4]", "%.0f %% of %s are far", 7.0, "[g = 4]");
    assertThat(warnings.sentences())
        .containsExactly(
            "9 % of [g = 3] for ATT(3, 4) are far",
            "8 % of [g = 3] for ATT(3, 5) are far", "7 % of [g = 4] are far");
    for (int percent = 11; percent < 14; percent++) {
      warnings.addOf(
          "ATT(2, " + percent + ")", "[g = 2]", "%.0f %% of %s are far", percent * 1.0, "[g = 2]");
    }
    assertThat(warnings.sentences())
        .contains(
            "the same holds of 3 more: [g = 2] for ATT(2, 11), [g = 2] for ATT(2, 12), [g = 2] for"
                + " ATT(2, 13)");
  }

  @Test
  void anEffectIsNamedThatIsTheOnlyOneOfItsSubject() {
    warnings.addOfOne("ATT(3, 4)", "[g = 3] = 1", "only %d have %s", 28, "[g = 3] = 1");
    warnings.addOfOne("ATT(3, 5)", "[g = 3] = 1", "only %d have %s", 28, "[g = 3] = 1");
    warnings.addOfOne("ATT(3, 5)", "[g = 3] = 0", "only %d have %s", 12, "[g = 3] = 0");
    assertThat(warnings.sentences())
        .containsExactly("only 28 have [g = 3] = 1", "only 12 have [g = 3] = 0 for ATT(3, 5)");
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

  @Test
  void ofVeryManySomeOfTheOthersAreNamed() {
    addWeak(IntStream.rangeClosed(1, 100).toArray());
    assertThat(warnings.sentences())
        .containsExactly(
            "z1 is weak (0.5)",
            "z2 is weak (1.0)",
            "z3 is weak (1.5)",
            "the same holds of 97 more, such as z4, z5, z6, z7, z8 and z9");
  }
}
