package dev.dml;

import dev.dml.inference.Aggregation;

/** What an estimation does unless it is told otherwise. */
public final class Defaults {

  /** How many folds there are. */
  public static final int FOLDS = 5;

  /** How many repetitions of sample splitting there are. */
  public static final int REPETITIONS = 10;

  /** The seed of all randomness. */
  public static final long SEED = 42;

  /** How one estimate is made of those of the repetitions. */
  public static final Aggregation AGGREGATION = Aggregation.MEDIAN_SPREAD;

  /** The level of confidence intervals. */
  public static final double CONFIDENCE_LEVEL = 0.95;

  private Defaults() {}
}
