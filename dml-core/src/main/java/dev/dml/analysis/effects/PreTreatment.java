package dev.dml.analysis.effects;

import java.util.Optional;

/**
 * Whether effects on groups in periods are zero before the treatment, as they are if trends are
 * parallel.
 *
 * @param effects all effects before the treatment together
 * @param eventStudy their averages by the time since the treatment together
 */
public record PreTreatment(Verdict effects, Verdict eventStudy) {

  /**
   * The test that effects are all zero.
   *
   * @param effects how many effects, or averages of them, lie before the treatment
   * @param test the test; empty if there is none
   * @param note why there is none, or what limits it, as a clause; empty if nothing does
   */
  public record Verdict(int effects, Optional<WaldTest> test, Optional<String> note) {}
}
