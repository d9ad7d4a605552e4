package dev.dml.benchmark.peers.work;

import java.util.List;
import java.util.Map;

/**
 * Cross-fitting that every program is to do: each target is learnt outside each fold of each
 * repetition and predicted inside it.
 *
 * @param name its name, also of its folder
 * @param rows the number of observations
 * @param columns the number of covariates
 * @param targets what is predicted, of {@code y} and {@code d}
 * @param probability whether the targets are 0/1 and probabilities are asked for
 * @param repetitions the number of partitions
 * @param folds the folds of a partition
 * @param learner the type of our learner
 * @param settings its settings by our names, without what follows from the shape of the data
 * @param estimation whether our program runs it as the estimation of a partially linear regression
 */
public record Work(
    String name,
    int rows,
    int columns,
    List<String> targets,
    boolean probability,
    int repetitions,
    int folds,
    String learner,
    Map<String, Object> settings,
    boolean estimation) {

  /** The penalty at which two lassos are compared coefficient by coefficient. */
  public static final double AGREEMENT_LAMBDA = 0.05;

  public Work {
    targets = List.copyOf(targets);
    settings = Map.copyOf(settings);
    if (estimation && targets.size() != 2) {
      throw new IllegalArgumentException(
          "an estimation has the targets y and d, but the targets were " + targets);
    }
  }

  /** The number of fits in the whole work. */
  public int fits() {
    return targets.size() * repetitions * folds;
  }
}
