package dev.dml.learner;

/** A learner whose fit goes on from where it stopped, step by step: by one more tree each time. */
public interface GrowingLearner extends Learner {

  /** The number of steps of a whole fit. */
  int steps();

  /** The setting that says so. */
  String stepSetting();

  /** Begins a fit. */
  Growth grow(Fit fit);

  @Override
  default double[] fitPredict(Fit fit) {
    return grow(fit).until(steps());
  }

  /** A fit that has come so far. */
  @FunctionalInterface
  interface Growth {

    /**
     * Goes on to a number of steps.
     *
     * @param steps at least as many as before
     * @return what {@link Learner#fitPredict} answers, to the bit, of the same learner with so many
     *     steps
     */
    double[] until(int steps);
  }
}
