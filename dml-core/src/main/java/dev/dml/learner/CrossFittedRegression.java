package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Least squares outside each part of a division, from cross products that are summed once in each
 * part: those of a training set are the sum over all parts but one.
 *
 * <p>Nothing is computed before it is asked for. Once a second part is asked for, or if that was so
 * for the last division, everything that all parts need is computed in one pass over the data.
 */
final class CrossFittedRegression {

  /** The variance inflation factor above which the normal equations are not used. */
  private static final double LARGEST_INFLATION = 1e6;

  /** The share of a column's mean square outside a part that must be variance there. */
  static final double LEAST_VARIANCE = 1e-6;

  private static final int PREDICTED_AT_ONCE = 512;

  private final StandardizedFeatures features;
  private final Division division;
  private final CrossProducts[] products;
  private final List<DividedOutcome> outcomes = new ArrayList<>();
  private int firstPart = -1;
  private boolean many;

  /**
   * Regressions on a division.
   *
   * @param features the features, standardised over all rows
   * @param expected the outcomes that will probably be asked for
   * @param many whether more than one part will probably be asked for
   */
  CrossFittedRegression(
      StandardizedFeatures features, Division division, List<double[]> expected, boolean many) {
    this.features = features;
    this.division = division;
    this.products = new CrossProducts[division.parts()];
    this.many = many;
    if (many) {
      expected.forEach(y -> outcomes.add(new DividedOutcome(y, division)));
    }
  }

  /** The division. */
  Division division() {
    return division;
  }

  /** The outcomes of which predictions were asked for. */
  synchronized List<double[]> outcomesAskedFor() {
    return outcomes.stream()
        .filter(DividedOutcome::isAskedFor)
        .map(DividedOutcome::values)
        .toList();
  }

  /** Whether predictions in more than one part were asked for. */
  synchronized boolean manyAskedFor() {
    return many;
  }

  /** The predictions in a part; empty if the normal equations outside it are badly conditioned. */
  synchronized Optional<double[]> predict(double[] y, int part, Rows test) {
    if (firstPart < 0) {
      firstPart = part;
    }
    many |= part != firstPart;
    DividedOutcome outcome = outcome(y);
    if (!outcome.isPredicted(part)) {
      multiply(part);
      predict(part);
    }
    return outcome.predictions(part, test);
  }

  private DividedOutcome outcome(double[] y) {
    for (DividedOutcome outcome : outcomes) {
      if (Arrays.equals(outcome.values(), y)) {
        outcome.askFor();
        return outcome;
      }
    }
    if (outcomes.size() == RecentRegressions.MOST_OUTCOMES) {
      outcomes.removeFirst();
    }
    DividedOutcome outcome = new DividedOutcome(y.clone(), division);
    outcome.askFor();
    outcomes.add(outcome);
    return outcome;
  }

  /** Sums what is missing of the cross products of the parts that are needed. */
  private void multiply(int leftOut) {
    boolean[] columns = new boolean[products.length];
    boolean[] outcomesOnly = new boolean[products.length];
    for (int part = 0; part < products.length; part++) {
      int here = part;
      if (many || part != leftOut) {
        columns[part] = products[part] == null;
        outcomesOnly[part] =
            !columns[part] && outcomes.stream().anyMatch(outcome -> outcome.lacks(here));
      }
    }
    PartProducts pass = new PartProducts(features, division, outcomes);
    CrossProducts[] sums = pass.sum(columns, 0);
    for (int part = 0; part < products.length; part++) {
      if (columns[part]) {
        products[part] = sums[part];
        for (int k = 0; k < outcomes.size(); k++) {
          outcomes.get(k).put(part, sums[part], features.size() + k);
        }
      }
    }
    List<DividedOutcome> lacking =
        outcomes.stream()
            .filter(
                outcome -> {
                  for (int part = 0; part < products.length; part++) {
                    if (outcomesOnly[part] && outcome.lacks(part)) {
                      return true;
                    }
                  }
                  return false;
                })
            .toList();
    CrossProducts[] more =
        new PartProducts(features, division, lacking).sum(outcomesOnly, features.size());
    for (int part = 0; part < products.length; part++) {
      if (outcomesOnly[part]) {
        for (int k = 0; k < lacking.size(); k++) {
          lacking.get(k).put(part, more[part], features.size() + k);
        }
      }
    }
  }

  /** Fits and predicts what is missing. */
  private void predict(int part) {
    List<double[]> slopes = new ArrayList<>();
    List<double[]> intercepts = new ArrayList<>();
    List<DividedOutcome> whose = new ArrayList<>();
    List<Integer> where = new ArrayList<>();
    for (int k = 0; k < products.length; k++) {
      if (many || k == part) {
        NormalEquations equations = null;
        for (DividedOutcome outcome : outcomes) {
          if (!outcome.isPredicted(k)) {
            if (equations == null) {
              equations = new NormalEquations(features.size(), division, products, k);
            }
            outcome.setPredicted(k, equations.areGood());
            if (equations.areGood()) {
              double[] padded = new double[TiledTriangle.padded(features.size())];
              intercepts.add(new double[] {equations.solve(outcome, padded)});
              slopes.add(padded);
              whose.add(outcome);
              where.add(k);
            }
          }
        }
      }
    }
    if (!slopes.isEmpty()) {
      predict(slopes, intercepts, whose, where);
    }
  }

  /** Predicts all rows by each of some fits, and keeps those of the part that each is for. */
  private void predict(
      List<double[]> slopes,
      List<double[]> intercepts,
      List<DividedOutcome> whose,
      List<Integer> where) {
    double[][] columns = new double[4][PREDICTED_AT_ONCE];
    double[][] predicted = new double[slopes.size()][PREDICTED_AT_ONCE];
    for (int from = 0; from < division.rows(); from += PREDICTED_AT_ONCE) {
      int count = Math.min(PREDICTED_AT_ONCE, division.rows() - from);
      for (int m = 0; m < predicted.length; m++) {
        Arrays.fill(predicted[m], intercepts.get(m)[0]);
      }
      for (int j = 0; j < features.size(); j += 4) {
        for (int k = 0; k < 4; k++) {
          if (j + k < features.size()) {
            features.copy(j + k, from, count, columns[k]);
          }
        }
        for (int m = 0; m < predicted.length; m++) {
          Vectors.addFour(
              slopes.get(m),
              j,
              columns[0],
              columns[1],
              columns[2],
              columns[3],
              predicted[m],
              count);
        }
      }
      for (int m = 0; m < predicted.length; m++) {
        whose.get(m).keep(where.get(m), from, count, predicted[m]);
      }
    }
  }

  /** The normal equations outside a part, in correlations. */
  private static final class NormalEquations {

    private final Division division;
    private final int leftOut;
    private final double[] sums;
    private final double[] means;
    private final double[] deviations;
    private final double[][] factor;
    private final int rows;
    private boolean good = true;

    NormalEquations(int p, Division division, CrossProducts[] products, int leftOut) {
      this.division = division;
      this.leftOut = leftOut;
      this.rows = division.rows() - division.size(leftOut);
      this.sums = new double[p];
      this.means = new double[p];
      this.deviations = new double[p];
      this.factor = new double[p][];
      for (int k = 0; k < p; k++) {
        factor[k] = new double[k + 1];
        for (int part = 0; part < products.length; part++) {
          if (part != leftOut) {
            sums[k] += products[part].sum(k);
            for (int j = 0; j <= k; j++) {
              factor[k][j] += products[part].product(k, j);
            }
          }
        }
        means[k] = sums[k] / rows;
        correlate(k);
      }
      good = good && Cholesky.factor(factor) && isWellConditioned();
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

    private boolean isWellConditioned() {
      return Cholesky.largestInflation(factor) <= LARGEST_INFLATION;
    }

    boolean areGood() {
      return good;
    }

    /**
     * Solves for an outcome.
     *
     * @param slopes is filled with the coefficients, per unit of the features
     * @return the intercept
     */
    double solve(DividedOutcome outcome, double[] slopes) {
      int p = sums.length;
      double mean = outcome.meanWithout(leftOut, division);
      double[] solution = new double[p];
      for (int part = 0; part < division.parts(); part++) {
        if (part != leftOut) {
          outcome.addProducts(part, mean, solution);
        }
      }
      for (int k = 0; k < p; k++) {
        solution[k] /= rows * deviations[k];
      }
      Cholesky.substitute(factor, solution);
      double intercept = mean;
      for (int k = 0; k < p; k++) {
        slopes[k] = solution[k] / deviations[k];
        intercept -= slopes[k] * means[k];
      }
      return intercept;
    }
  }
}
