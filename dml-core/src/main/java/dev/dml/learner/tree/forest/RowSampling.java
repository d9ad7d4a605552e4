package dev.dml.learner.tree.forest;

import dev.dml.learner.Setting;

/** Which training rows each tree of a forest is grown on. */
public sealed interface RowSampling {

  /** As many draws as there are rows, with replacement. */
  record Bootstrap() implements RowSampling {}

  /** A share of the rows, rounded to whole rows but at least one, without replacement. */
  record Share(double share) implements RowSampling {
    public Share {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be above 0 and at most 1, but was " + share);
      }
    }
  }

  /** The setting {@code sample}: bootstrap or a share. */
  static Setting<RowSampling> setting() {
    return Setting.of(
        "sample",
        new Bootstrap(),
        "bootstrap or a share above 0 and at most 1, drawn without replacement",
        written ->
            written instanceof Number number
                ? new Share(number.doubleValue())
                : written.equals("bootstrap") ? new Bootstrap() : null,
        sampling -> sampling instanceof Share(double share) ? (Object) share : "bootstrap",
        "rows that each tree is grown on");
  }
}
