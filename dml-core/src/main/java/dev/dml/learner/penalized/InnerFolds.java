package dev.dml.learner.penalized;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.random.Seed;
import dev.dml.split.ClusterFolds;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A division of the training rows into folds of equal size (to one row), drawn from a seed, to
 * choose the weight of a penalty by cross-validation.
 */
public final class InnerFolds {

  private final Rows train;
  private final List<Rows> folds;

  private InnerFolds(Rows train, List<Rows> folds) {
    this.train = train;
    this.folds = folds;
  }

  /** Folds of the training rows that are drawn already. */
  static InnerFolds of(Rows train, Rows... folds) {
    return new InnerFolds(train, List.of(folds));
  }

  /** The least number of rows to draw folds of, if a weight is to be chosen, or else to fit. */
  public static int leastRows(PenaltyWeight weight, int count) {
    return weight instanceof PenaltyWeight.CrossValidated ? Math.max(2, count) : 2;
  }

  /**
   * The folds of a fit; outside a fold of cross-fitting those of {@link NestedFolds}, where the
   * seed is not used, unless one of them has no rows.
   *
   * @throws FitException if there are fewer rows than folds
   */
  static InnerFolds of(PenaltyWeight weight, Fit fit, int count) {
    return fit.fold()
        .filter(fold -> weight instanceof PenaltyWeight.CrossValidated)
        .flatMap(
            fold -> NestedFolds.draw(fold.partition().division(), count).outside(fold.number()))
        .orElseGet(
            () ->
                weight instanceof PenaltyWeight.CrossValidated && fit.clusters().isPresent()
                    ? drawClusters(fit, row -> 0, count)
                    : draw(weight, fit.train(), count, fit.seed()));
  }

  /**
   * Draws folds of whole clusters.
   *
   * @param stratum the stratum of a row, from 0, whose rows are spread as evenly as clusters permit
   */
  private static InnerFolds drawClusters(Fit fit, IntUnaryOperator stratum, int count) {
    Rows train = fit.train();
    double[] ofRow = fit.clusters().orElseThrow();
    double[] clusters = Arrays.stream(train.toArray()).mapToDouble(row -> ofRow[row]).toArray();
    int[] strata = Arrays.stream(train.toArray()).map(stratum).toArray();
    ClusterFolds folds = new ClusterFolds(clusters, strata, count);
    if (folds.size() < count) {
      throw new FitException(
          "cross-validation with "
              + count
              + " folds needs at least as many clusters among the training rows, but there are "
              + folds.size()
              + "; give the weight of the penalty a value");
    }
    int[] foldOf = new int[train.get(train.size() - 1) + 1];
    int[] drawn = folds.draw(new Seed(fit.seed()).with("inner folds"));
    for (int i = 0; i < drawn.length; i++) {
      foldOf[train.get(i)] = drawn[i];
    }
    return of(train, foldOf, count);
  }

  private static InnerFolds of(Rows train, int[] foldOf, int count) {
    return new InnerFolds(
        train,
        IntStream.range(0, count)
            .mapToObj(fold -> train.filter(row -> foldOf[row] == fold))
            .toList());
  }

  /**
   * Draws folds, if a weight is to be chosen; otherwise there is one fold of all training rows.
   *
   * @throws FitException if there are fewer rows than folds
   */
  static InnerFolds draw(PenaltyWeight weight, Rows train, int count, long seed) {
    return switch (weight) {
      case PenaltyWeight.CrossValidated() -> draw(List.of(train), train, count, seed);
      case PenaltyWeight.Fixed fixed -> new InnerFolds(train, List.of(train));
    };
  }

  /**
   * Draws folds in each of which both values of a 0/1 outcome are spread evenly, if a weight is to
   * be chosen.
   *
   * @throws FitException if there are fewer rows than folds, or a value has fewer than two
   */
  public static InnerFolds drawStratified(PenaltyWeight weight, Fit fit, int count) {
    double[] y = fit.y();
    Rows train = fit.train();
    if (weight instanceof PenaltyWeight.Fixed) {
      return new InnerFolds(train, List.of(train));
    }
    Rows zeros = train.filter(row -> y[row] == 0);
    Rows ones = train.filter(row -> y[row] == 1);
    if (zeros.size() < 2 || ones.size() < 2) {
      throw new FitException(
          "cross-validation needs at least two training rows with outcome 0 and two with outcome"
              + " 1, but there are "
              + zeros.size()
              + " and "
              + ones.size()
              + "; give the weight of the penalty a value");
    }
    return fit.clusters().isPresent()
        ? drawClusters(fit, row -> (int) y[row], count)
        : draw(List.of(zeros, ones), train, count, fit.seed());
  }

  private static InnerFolds draw(List<Rows> strata, Rows train, int count, long seed) {
    if (train.size() < count) {
      throw new FitException(
          "cross-validation with "
              + count
              + " folds needs at least as many training rows, but there are "
              + train.size()
              + "; give the weight of the penalty a value");
    }
    RandomGenerator random = new Seed(seed).with("inner folds").generator();
    int[] foldOf = new int[train.get(train.size() - 1) + 1];
    int dealt = 0;
    for (Rows stratum : strata) {
      for (int row : shuffled(stratum, random)) {
        foldOf[row] = dealt++ % count;
      }
    }
    return of(train, foldOf, count);
  }

  /** The row numbers of some rows in random order. */
  static int[] shuffled(Rows rows, RandomGenerator random) {
    int[] order = rows.toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[other];
      order[other] = row;
    }
    return order;
  }

  /** The number of training rows. */
  int trainingSize() {
    return train.size();
  }

  /** The rows of each fold. */
  List<Rows> all() {
    return folds;
  }

  /** The rows of a fold. */
  public Rows heldOut(int fold) {
    return folds.get(fold);
  }

  /** The folds as parts of all {@code rows} of the data; the last part are those of no fold. */
  Division division(int rows) {
    int[] parts = new int[rows];
    Arrays.fill(parts, folds.size());
    for (int k = 0; k < folds.size(); k++) {
      for (int row : folds.get(k).toArray()) {
        parts[row] = k;
      }
    }
    return new Division(folds.size() + 1, parts);
  }

  /** The training rows outside a fold. */
  public Rows without(int fold) {
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
