package dev.dml.model;

import dev.dml.data.text.Sentence;

/**
 * A group of units that are first treated in the same period, and a period in which the effect on
 * them is asked for.
 *
 * @param group the period in which they are first treated
 * @param base the period with whose outcome that of the other period is compared
 * @param period that period
 */
public record GroupPeriod(double group, double base, double period) {

  /** How long the units have been treated; negative before they are. */
  public double exposure() {
    return period - group;
  }

  /** Whether the units are not yet treated, so that there should be no effect. */
  public boolean isBeforeTreatment() {
    return period < group;
  }

  /** The effect in short, such as {@code ATT(2004, 2006) since 2003}. */
  public String name() {
    return "ATT("
        + Sentence.number(group)
        + ", "
        + Sentence.number(period)
        + ") since "
        + Sentence.number(base);
  }

  /** The effect in words. */
  public String describe(String outcome, String cohort) {
    return (isBeforeTreatment() ? "difference before treatment in " : "average effect on ")
        + "those with "
        + cohort
        + " "
        + Sentence.number(group)
        + " in "
        + Sentence.number(period)
        + ", on "
        + outcome
        + " since "
        + Sentence.number(base)
        + " (difference in differences)";
  }
}
