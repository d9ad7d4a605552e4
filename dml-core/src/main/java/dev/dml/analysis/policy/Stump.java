package dev.dml.analysis.policy;

/**
 * The best that can be done with one question, or with none.
 *
 * @param reward the sum over the rows beyond the first action everywhere
 * @param feature the position of the feature that is asked for; &minus;1 if none is
 * @param lastBin the last bin that goes left
 */
record Stump(long reward, int feature, int lastBin) {

  /** Without a question. */
  static Stump none(long reward) {
    return new Stump(reward, -1, 0);
  }

  boolean asks() {
    return feature >= 0;
  }

  /** The better one; this, if they are equally good. */
  Stump or(Stump other) {
    return other.reward > reward ? other : this;
  }
}
