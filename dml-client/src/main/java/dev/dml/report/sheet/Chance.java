package dev.dml.report.sheet;

import dev.dml.analysis.effects.EqualityTest;
import dev.dml.report.number.Digits;

/** How likely differences of effects are if there are none, in words. */
public final class Chance {

  private Chance() {}

  /**
   * A sentence without its subject.
   *
   * @param where the effect would be the same
   */
  public static String of(EqualityTest test, String where) {
    return "if the effect were the same "
        + where
        + ", differences as large as these would have the probability "
        + Digits.probability(test.p())
        + " (chi-square "
        + Digits.fixed(test.statistic(), 2)
        + " with "
        + test.degrees()
        + (test.degrees() == 1 ? " degree" : " degrees")
        + " of freedom)";
  }
}
