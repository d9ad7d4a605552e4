package dev.dml.model.did;

import java.util.Locale;

/** With whom those who are treated are compared. */
public enum ControlGroup {
  /** Units that are never treated. */
  NEVER_TREATED,
  /** Units that are not treated by then, or never. */
  NOT_YET_TREATED;

  /** The name in a spec. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
