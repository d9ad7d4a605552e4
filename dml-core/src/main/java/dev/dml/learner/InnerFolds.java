package dev.dml.learner;

import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * A division of the training rows into folds of equal size (to one row), drawn from a seed, to
 * choose the weight of a penalty by cross-validation.
 */
final class InnerFolds {

  private final Rows train;
  private final List<Rows> folds;

  private InnerFolds(Rows train, List<Rows> folds) {
    this.train = train;
    this.folds = folds;
  }

  /**
   * Draws folds, if a weight is to be chosen; otherwise there is one fold of all training rows.
   *
   * @throws FitException if there are fewer rows than folds
   */
  static InnerFolds draw(PenaltyWeight weight, Rows train, int count, long seed) {
    return switch (weight) {
      case PenaltyWeight.CrossValidated() -> draw(train, count, seed);
      case PenaltyWeight.Fixed fixed -> new InnerFolds(train, List.of(train));
    };
  }

  private static InnerFolds draw(Rows train, int count, long seed) {
    if (train.size() < count) {
      throw new FitException(
          "cross-validation with "
              + count
              + " folds needs at least as many training rows, but there are "
              + train.size()
              + "; give the weight of the penalty a value");
    }
    int[] order = train.toArray();
    RandomGenerator random = new Seed(seed).with("inner folds").generator();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    int[] foldOf = new int[order.length == 0 ? 0 : train.get(train.size() - 1) + 1];
    for (int i = 0; i < order.length; i++) {
      foldOf[order[i]] = i % count;
    }
    List<Rows> folds = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int fold = k;
      folds.add(train.filter(row -> foldOf[row] == fold));
    }
    return new InnerFolds(train, List.copyOf(folds));
  }

  /** The rows of each fold. */
  List<Rows> all() {
    return folds;
  }

  /** The rows of a fold. */
  Rows heldOut(int fold) {
    return folds.get(fold);
  }

  /** The training rows outside a fold. */
  Rows without(int fold) {
    int[] excluded = folds.get(fold).toArray();
    int[] next = {0};
    return train.filter(
        row -> {
          if (next[0] < excluded.length && excluded[next[0]] == row) {
            next[0]++;
            return false;
          }
          return true;
        });
  }

  /**
   * The position of the smallest total error over the folds; the first one of equals.
   *
   * @param errors the errors of a fold, one for each candidate
   */
  int best(IntFunction<double[]> errors) {
    double[] totals = errors.apply(0).clone();
    for (int k = 1; k < folds.size(); k++) {
      double[] more = errors.apply(k);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += more[i];
      }
    }
    int best = 0;
    for (int i = 1; i < totals.length; i++) {
      if (totals[i] < totals[best]) {
        best = i;
      }
    }
    return best;
  }
}
