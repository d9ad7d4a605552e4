package dev.dml.learner;

/** What a nuisance asks of its learner. */
public enum Target {
  /** The conditional mean E[y | x] of any outcome. */
  MEAN,
  /** The conditional probability P(y = 1 | x) of a 0/1 outcome. */
  PROBABILITY
}
