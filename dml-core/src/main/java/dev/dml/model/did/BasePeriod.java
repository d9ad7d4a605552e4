package dev.dml.model.did;

import java.util.Locale;

/** The period with whose outcome that of another is compared. */
public enum BasePeriod {
  /**
   * The last period before the group is treated; for effects before that, the period before, so
   * that they are changes from period to period.
   */
  VARYING,
  /** The last period before the group is treated, always. */
  UNIVERSAL,
  /** Every period before the group is treated, each with an effect of its own. */
  ALL;

  /** The name in a spec. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
