package dev.dml.learner.tree.boosting;

import dev.dml.learner.Setting;
import org.jspecify.annotations.Nullable;

/** When boosting stops before its last round. */
public sealed interface EarlyStopping {

  /** Never. */
  record None() implements EarlyStopping {}

  /**
   * After so many rounds in which the loss on held-out training rows has not reached a new minimum;
   * predictions are those of the round of the minimum.
   */
  record Patience(int rounds) implements EarlyStopping {
    public Patience {
      if (rounds < 1) {
        throw new IllegalArgumentException("rounds must be at least 1, but was " + rounds);
      }
    }
  }

  /** The setting {@code early_stopping}: none or a number of rounds. */
  static Setting<EarlyStopping> setting(EarlyStopping defaultValue) {
    return Setting.of(
        "early_stopping",
        defaultValue,
        "none or a whole number of rounds of at least 1",
        EarlyStopping::read,
        stopping -> stopping instanceof Patience(int rounds) ? (Object) rounds : "none",
        "rounds without a smaller loss on a tenth of the training rows, held out, before it stops");
  }

  private static @Nullable EarlyStopping read(Object written) {
    if (written instanceof Number number) {
      return number.doubleValue() == number.intValue() ? new Patience(number.intValue()) : null;
    }
    return written.equals("none") ? new None() : null;
  }
}
