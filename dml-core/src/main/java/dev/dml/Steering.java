package dev.dml;

/** Whoever watches an estimation and may end it before its time. */
interface Steering {

  /** Nobody. */
  Steering NONE =
      new Steering() {
        @Override
        public boolean isStopped() {
          return false;
        }

        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public void estimated(PartialEstimate partial) {
          // Nobody listens.
        }
      };

  /** Whether the repetitions so far are to be all. */
  boolean isStopped();

  /** Whether {@link #estimated} is worth its time. */
  boolean listens();

  /** Is told of every further repetition, on the thread of the estimation. */
  void estimated(PartialEstimate partial);
}
