package dev.dml.model.did;

import java.util.Locale;

/** What the shares of groups in averages are taken for. */
public enum GroupShares {
  /** Numbers that are known, so that they add nothing to standard errors. */
  FIXED,
  /** Estimates of the shares in the population. */
  ESTIMATED;

  /** The name in a spec. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
