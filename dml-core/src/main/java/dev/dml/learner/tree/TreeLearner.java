package dev.dml.learner.tree;

import dev.dml.learner.GrowingLearner;

/** A learner that grows trees one after another. */
public interface TreeLearner extends GrowingLearner {

  /** What becomes of a probability whose training rows all have the same outcome. */
  SingleClass singleClass();

  @Override
  default boolean takesWeights() {
    return true;
  }

  @Override
  default boolean takesMissing() {
    return true;
  }

  @Override
  default boolean takesSingleClass() {
    return singleClass() == SingleClass.ALLOW;
  }
}
