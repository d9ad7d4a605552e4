package dev.dml.learner.tree;

import dev.dml.learner.Setting;
import org.jspecify.annotations.Nullable;

/** How many cuts at most may lie between the root of a tree and a leaf. */
public sealed interface DepthLimit {

  /** The largest number of cuts. */
  int cuts();

  /** Any number. */
  record None() implements DepthLimit {
    @Override
    public int cuts() {
      return Integer.MAX_VALUE;
    }
  }

  /** A given number, at least 1. */
  record Cuts(int cuts) implements DepthLimit {
    public Cuts {
      if (cuts < 1) {
        throw new IllegalArgumentException("cuts must be at least 1, but was " + cuts);
      }
    }
  }

  /** The setting {@code max_depth}: none or a whole number. */
  static Setting<DepthLimit> setting(DepthLimit defaultValue) {
    return Setting.of(
        "max_depth",
        defaultValue,
        "none or a whole number of at least 1",
        DepthLimit::read,
        limit -> limit instanceof Cuts(int cuts) ? (Object) cuts : "none",
        "cuts between the root and a leaf");
  }

  private static @Nullable DepthLimit read(Object written) {
    if (written instanceof Number number) {
      return number.doubleValue() == number.intValue() ? new Cuts(number.intValue()) : null;
    }
    return written.equals("none") ? new None() : null;
  }
}
