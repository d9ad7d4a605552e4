package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.effects.WaldTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChanceTest {

  private static PreTreatment.Verdict tested(int effects, String note) {
    return new PreTreatment.Verdict(
        effects,
        Optional.of(new WaldTest(8.125, effects, 0.0123)),
        Optional.of(note).filter(text -> !text.isEmpty()));
  }

  private static PreTreatment.Verdict untested(int effects, String why) {
    return new PreTreatment.Verdict(effects, Optional.empty(), Optional.of(why));
  }

  @Test
  void effectsAndTheirAveragesHaveASentenceEach() {
    assertThat(Chance.of(new PreTreatment(tested(3, "with few units"), tested(2, ""))))
        .containsExactly(
            "If all 3 effects before the treatment were zero, estimates as large as these would"
                + " have the probability 0.0123 (chi-square 8.13 with 3 degrees of freedom); with"
                + " few units",
            "If all 2 averages before the treatment in the event study were zero, estimates as"
                + " large as these would have the probability 0.0123 (chi-square 8.13 with 2"
                + " degrees of freedom)");
  }

  @Test
  void averagesOfOneEffectEachAreNotSpokenOf() {
    assertThat(Chance.of(new PreTreatment(tested(1, ""), tested(1, ""))))
        .containsExactly(
            "If the effect before the treatment were zero, an estimate as large as this would have"
                + " the probability 0.0123 (chi-square 8.13 with 1 degree of freedom)");
  }

  @Test
  void whatIsNotTestedHasAReason() {
    assertThat(Chance.of(new PreTreatment(untested(0, "there are none"), untested(0, "none"))))
        .containsExactly(
            "That effects before the treatment are zero is not tested: there are none");
    assertThat(Chance.of(new PreTreatment(untested(4, "too few units"), untested(1, "too few"))))
        .containsExactly(
            "That all 4 effects before the treatment are zero is not tested: too few units",
            "That the average before the treatment in the event study is zero is not tested: too"
                + " few");
  }
}
