package dev.dml.learner.expansion;

import dev.dml.learner.Learner;
import java.util.Optional;

/** A linear learner that may add powers and products of its columns. */
public interface ExpandingLearner extends Learner {

  /** What it adds. */
  Expansion expansion();

  @Override
  default Optional<String> refusal(int covariates) {
    return expansion().refusal(covariates);
  }
}
