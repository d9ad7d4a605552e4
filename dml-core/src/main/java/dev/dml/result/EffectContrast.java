package dev.dml.result;

/**
 * The estimated difference of two levels of a treatment.
 *
 * @param of the first
 * @param against what is subtracted from it
 * @param difference the difference
 */
public record EffectContrast(
    TreatmentEffect of, TreatmentEffect against, TreatmentEffect difference) {

  /** The two in words: {@code plan: pay - free}. */
  public String name() {
    return of.treatment() + ": " + level(of) + " - " + level(against);
  }

  private static String level(TreatmentEffect effect) {
    return effect.level().orElseThrow().name();
  }
}
