package dev.dml.learner.tree;

import dev.dml.data.Rows;
import dev.dml.learner.Setting;
import java.util.OptionalDouble;

/** What becomes of a probability that is learnt from rows of one class. */
public enum SingleClass {
  /** The estimation is refused before the first fit. */
  REFUSE,
  /** The class is predicted for certain, as 0 or 1. */
  ALLOW;

  /** The setting {@code single_class}: refuse or allow. */
  public static Setting<SingleClass> setting() {
    return Setting.choice(
        "single_class", REFUSE, "whether training rows of one class are predicted as 0 or 1");
  }

  /** The class of all training rows; empty if both occur. */
  public static OptionalDouble only(double[] y, Rows train) {
    double first = y[train.get(0)];
    for (int i = 1; i < train.size(); i++) {
      if (y[train.get(i)] != first) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.of(first);
  }
}
