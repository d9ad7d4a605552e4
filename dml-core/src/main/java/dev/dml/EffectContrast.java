package dev.dml;

/**
 * The estimated difference of two effects of a result.
 *
 * @param of the first
 * @param against what is subtracted from it
 * @param difference the difference
 */
public record EffectContrast(
    TreatmentEffect of, TreatmentEffect against, TreatmentEffect difference) {

  /** The two in words: {@code plan = pay - plan = free}. */
  public String name() {
    return of.name() + " - " + against.name();
  }
}
