package dev.dml.wire.document;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.effects.WaldTest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether effects on groups in periods are zero before the treatment.
 *
 * @param effects all effects together
 * @param eventStudy their averages by the time since the treatment together
 */
public record PreTreatmentEntry(Verdict effects, Verdict eventStudy) {

  /**
   * The test that effects are all zero.
   *
   * @param number of effects
   * @param chiSquare the statistic; {@code NaN} if there is no test, as are the others
   * @param note why there is none, or what limits it; null if nothing does
   */
  public record Verdict(
      int number, double chiSquare, int degreesOfFreedom, double p, @Nullable String note) {

    private PreTreatment.Verdict verdict() {
      return new PreTreatment.Verdict(
          number,
          Double.isNaN(p)
              ? Optional.empty()
              : Optional.of(new WaldTest(chiSquare, degreesOfFreedom, p)),
          Optional.ofNullable(note));
    }
  }

  PreTreatment tests() {
    return new PreTreatment(effects.verdict(), eventStudy.verdict());
  }
}
