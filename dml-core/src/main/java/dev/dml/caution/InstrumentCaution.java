package dev.dml.caution;

import dev.dml.model.FirstStage;
import dev.dml.result.TreatmentEffect;

/**
 * Whether instruments are weak, or many.
 *
 * @param effect whose instruments they are
 */
record InstrumentCaution(TreatmentEffect effect) {

  private static final String HOLDS_NEVERTHELESS =
      "; the Anderson-Rubin confidence set (robust_confidence_set) holds nevertheless, the interval"
          + " may not";

  private static final String NOTHING_HOLDS =
      ", so that its interval may not hold, and there is no Anderson-Rubin set in its place, since"
          + " that of more than two treatments that are estimated together is one of all of them";

  void warn(Warnings warnings) {
    double weakest = effect.weakestFirstStageF();
    if (weakest < FirstStage.WEAK) {
      warnings.add(
          effect.treatment(),
          "the instruments of %s are weak: the first-stage F is %.2f in the worst repetition,"
              + " below %.0f%s",
          effect.treatment(),
          weakest,
          FirstStage.WEAK,
          effect.robustSet().isPresent() ? HOLDS_NEVERTHELESS : NOTHING_HOLDS);
    }
    effect.firstStages().stream()
        .findFirst()
        .filter(FirstStage::hasManyInstruments)
        .ifPresent(
            first ->
                warnings.add(
                    effect.treatment(),
                    "there are %d instruments of %s for %d rows: with more than one for %.0f"
                        + " rows, the estimate is drawn towards that without instruments",
                    first.instruments(),
                    effect.treatment(),
                    first.rows(),
                    1 / FirstStage.MANY));
  }
}
