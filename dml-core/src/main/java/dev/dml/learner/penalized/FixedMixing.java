package dev.dml.learner.penalized;

import dev.dml.learner.Fit;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An elastic net whose name says the mixing of its two penalties. */
interface FixedMixing extends SharingLearner {

  /** The elastic net. */
  ElasticNet elasticNet();

  @Override
  default boolean supports(Target target) {
    return elasticNet().supports(target);
  }

  @Override
  default boolean takesWeights() {
    return elasticNet().takesWeights();
  }

  @Override
  default int leastRows() {
    return elasticNet().leastRows();
  }

  @Override
  default Set<UnusedColumn.Reason> leavesOut() {
    return elasticNet().leavesOut();
  }

  @Override
  default Optional<String> refusal(int covariates) {
    return elasticNet().refusal(covariates);
  }

  @Override
  default Company company() {
    return elasticNet().company();
  }

  @Override
  default Function<Fit, double[]> share(List<Fit> fits) {
    return elasticNet().share(fits);
  }
}
