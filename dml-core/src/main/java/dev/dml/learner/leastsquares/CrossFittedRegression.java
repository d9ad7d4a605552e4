package dev.dml.learner.leastsquares;

import dev.dml.learner.Fit;
import dev.dml.learner.FitTime;
import dev.dml.learner.matrix.Cholesky;
import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.PartProducts;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.TiledTriangle;
import dev.dml.learner.matrix.WholeFeatures;
import dev.dml.split.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Least squares outside folds of a block of repetitions, from cross products that are summed once
 * in each of their {@link CommonCells}: those of a training set are the sum over all cells outside
 * a fold. One pass over the data sums them, and another one predicts.
 */
public final class CrossFittedRegression {

  /** The variance inflation factor above which the normal equations are not used. */
  private static final double LARGEST_INFLATION = 1e6;

  /** The share of a column's mean square outside a part that must be variance there. */
  public static final double LEAST_VARIANCE = 1e-6;

  /** So many outcomes have their products summed in one pass, because each widens every cell. */
  private static final int OUTCOMES_AT_ONCE = 8;

  private static final int MOST_COLUMNS = 1000;

  private final StandardizedFeatures features;
  private final CommonCells cells;
  private final List<Fit> fits = new ArrayList<>();
  private final List<DividedOutcome> outcomes = new ArrayList<>();
  private CrossProducts[] products = {};

  private CrossFittedRegression(StandardizedFeatures features, CommonCells cells) {
    this.features = features;
    this.cells = cells;
  }

  /**
   * The predictions of some fits on the same features; empty for one whose normal equations are
   * badly conditioned, and missing for one that is not outside a fold.
   */
  static IdentityHashMap<Fit, Optional<double[]>> predictions(List<Fit> fits) {
    List<CrossFittedRegression> regressions = new ArrayList<>();
    for (Fit fit : fits) {
      if (fit.fold().isPresent() && fit.x().size() > 0 && fit.x().size() <= MOST_COLUMNS) {
        on(fit, regressions).fits.add(fit);
      }
    }
    IdentityHashMap<Fit, Optional<double[]>> predictions = new IdentityHashMap<>();
    regressions.forEach(regression -> regression.predict(predictions));
    return predictions;
  }

  private static CrossFittedRegression on(Fit fit, List<CrossFittedRegression> known) {
    Fold fold = fit.fold().orElseThrow();
    return known.stream()
        .filter(regression -> regression.cells.isOn(fold))
        .findFirst()
        .orElseGet(
            () -> {
              StandardizedFeatures features = WholeFeatures.independent(fit.x());
              known.add(new CrossFittedRegression(features, CommonCells.of(fold, features.size())));
              return known.getLast();
            });
  }

  private void predict(IdentityHashMap<Fit, Optional<double[]>> predictions) {
    for (Fit fit : fits) {
      if (outcomes.stream().noneMatch(outcome -> outcome.isOf(fit.y()))) {
        outcomes.add(new DividedOutcome(fit.y(), cells));
      }
    }
    multiply();
    FittedCells fitted = new FittedCells(features, cells);
    Map<Fold, NormalEquations> equations = new HashMap<>();
    for (Fit fit : fits) {
      NormalEquations outside =
          equations.computeIfAbsent(fit.fold().orElseThrow(), NormalEquations::new);
      predictions.put(fit, outside.predictions(outcome(fit.y()), fitted));
    }
    FitTime.predicting(
        () -> {
          fitted.predict();
          return predictions;
        });
  }

  private DividedOutcome outcome(double[] y) {
    return outcomes.stream().filter(outcome -> outcome.isOf(y)).findFirst().orElseThrow();
  }

  /** Sums the products of the features, and those of the outcomes with them. */
  private void multiply() {
    boolean[] all = new boolean[cells.size()];
    Arrays.fill(all, true);
    for (int from = 0; from < outcomes.size(); from += OUTCOMES_AT_ONCE) {
      List<DividedOutcome> some =
          outcomes.subList(from, Math.min(outcomes.size(), from + OUTCOMES_AT_ONCE));
      CrossProducts[] sums =
          new PartProducts(features, cells.cells(), some, new RowWeights(fits.getFirst().weights()))
              .sum(all, from == 0 ? 0 : features.size());
      for (int cell = 0; cell < sums.length; cell++) {
        for (int k = 0; k < some.size(); k++) {
          some.get(k).put(cell, sums[cell], features.size(), features.size() + k);
        }
      }
      products = from == 0 ? sums : products;
    }
  }

  /** The normal equations outside a fold, in correlations. */
  private final class NormalEquations {

    private final int division;
    private final int leftOut;
    private final int[] outside;
    private final double[] sums;
    private final double[] means;
    private final double[] deviations;
    private final double[][] factor;

    /** The sum of the weights of the rows. */
    private final double rows;

    private boolean good = true;

    NormalEquations(Fold fold) {
      int p = features.size();
      this.division = cells.position(fold);
      this.leftOut = fold.number();
      this.sums = new double[p];
      this.means = new double[p];
      this.deviations = new double[p];
      this.factor = new double[p][];
      Arrays.setAll(factor, k -> new double[k + 1]);
      this.outside =
          IntStream.range(0, cells.size())
              .filter(cell -> cells.part(division, cell) != leftOut)
              .toArray();
      double weights = 0;
      for (int cell : outside) {
        products[cell].addTo(sums, factor);
        weights += products[cell].rows();
      }
      this.rows = weights;
      for (int k = 0; k < p; k++) {
        means[k] = sums[k] / rows;
        correlate(k);
      }
      good =
          good && Cholesky.factor(factor) && Cholesky.largestInflation(factor) <= LARGEST_INFLATION;
    }

    private void correlate(int k) {
      double meanSquare = factor[k][k] / rows;
      double variance = meanSquare - means[k] * means[k];
      good &= variance > LEAST_VARIANCE * meanSquare;
      deviations[k] = Math.sqrt(variance);
      for (int j = 0; j < k; j++) {
        factor[k][j] =
            (factor[k][j] / rows - means[k] * means[j]) / (deviations[k] * deviations[j]);
      }
      factor[k][k] = 1;
    }

    /**
     * Solves for an outcome.
     *
     * @return an array that {@code fitted} will fill with the predictions in the fold; empty if the
     *     equations are badly conditioned
     */
    Optional<double[]> predictions(DividedOutcome outcome, FittedCells fitted) {
      if (!good) {
        return Optional.empty();
      }
      int p = sums.length;
      double mean = outcome.meanWithout(division, leftOut);
      double[] solution = new double[p];
      for (int cell : outside) {
        outcome.addProducts(cell, products[cell], mean, solution);
      }
      for (int k = 0; k < p; k++) {
        solution[k] /= rows * deviations[k];
      }
      Cholesky.substitute(factor, solution);
      double[] slopes = new double[TiledTriangle.padded(p)];
      double intercept = mean;
      for (int k = 0; k < p; k++) {
        slopes[k] = solution[k] / deviations[k];
        intercept -= slopes[k] * means[k];
      }
      return Optional.of(fitted.add(division, leftOut, intercept, slopes));
    }
  }
}
