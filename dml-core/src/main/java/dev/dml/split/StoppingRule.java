package dev.dml.split;

/**
 * When the repetitions of sample splitting are enough: when 1.645 Monte Carlo errors of the
 * aggregated coefficient are at most a share of its standard error, for every parameter. Nine out
 * of ten times the estimate is then within that share of the one that infinitely many repetitions
 * would give.
 *
 * <p>It looks at how far the draw of the folds moves the estimate and never at the estimate itself,
 * its sign or its p-value. Given the data, the repetitions are independent and identically
 * distributed, so that stopping cannot favour a finding: it only says how well the one number is
 * known that these data, this model and these learners have.
 *
 * <p>Repetitions come in rounds whose lengths follow from the repetitions before; {@link Looks}
 * says when the rule is asked. Rounds are filled up to blocks of {@value Split#BLOCK}, which are
 * fitted together; see {@link Split#BLOCK}.
 *
 * @param until the share of the standard error, more than 0 and at most 1
 * @param atLeast the fewest repetitions, at least 2
 * @param atMost the most repetitions, at least as many
 * @see dev.dml.inference.Aggregation#monteCarloError
 */
public record StoppingRule(double until, int atLeast, int atMost) {

  /** The fewest repetitions if nothing is said. */
  public static final int DEFAULT_AT_LEAST = 10;

  /** The most repetitions if nothing is said. */
  public static final int DEFAULT_AT_MOST = 200;

  /** The 95 % quantile of the standard normal distribution: 90 % lie within it on both sides. */
  private static final double NINE_OF_TEN = 1.645;

  /** A round at most doubles the repetitions, since the error of few is not well known. */
  private static final int MOST_GROWTH = 2;

  /** Checks the numbers. */
  public StoppingRule {
    if (!(until > 0 && until <= 1)) {
      throw new IllegalArgumentException("until must be above 0 and at most 1, but was " + until);
    }
    if (atLeast < 2) {
      throw new IllegalArgumentException("at least must be at least 2, but was " + atLeast);
    }
    if (atMost < atLeast) {
      throw new IllegalArgumentException(
          "at most must be at least " + atLeast + ", but was " + atMost);
    }
  }

  /**
   * The precision of an aggregate: 1.645 Monte Carlo errors as a share of the standard error.
   *
   * @return 0 where repetitions do not differ, infinity where they do and the standard error is 0
   */
  public static double share(double monteCarloError, double standardError) {
    return monteCarloError == 0 ? 0 : NINE_OF_TEN * monteCarloError / standardError;
  }

  /** How many repetitions there are before it can be known whether they are enough. */
  public int first() {
    return wholeBlocks(atLeast);
  }

  /**
   * How many repetitions there are after the next round.
   *
   * @param done the repetitions so far
   * @param share the largest precision of all parameters; see {@link #share}
   * @return {@code done} if these are enough, or all there may be
   */
  public int next(int done, double share) {
    if (share <= until) {
      return done;
    }
    double needed = done * (share / until) * (share / until);
    return wholeBlocks(Math.clamp(needed, done + 1.0, (double) MOST_GROWTH * done));
  }

  private int wholeBlocks(double repetitions) {
    return (int) Math.min(atMost, Math.ceil(repetitions / Split.BLOCK) * Split.BLOCK);
  }
}
