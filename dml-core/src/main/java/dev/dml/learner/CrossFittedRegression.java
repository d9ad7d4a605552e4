package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.spare.SharedLock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Least squares outside each part of each division of a block of repetitions, from cross products
 * that are summed once in each of their {@link CommonCells}: those of a training set are the sum
 * over all cells outside a part.
 *
 * <p>Nothing is computed before it is asked for. Once a second part of a division is asked for, or
 * if that was so for the last block, everything that all parts need is computed in one pass over
 * the data; and so it is with the divisions.
 */
final class CrossFittedRegression {

  /** The variance inflation factor above which the normal equations are not used. */
  private static final double LARGEST_INFLATION = 1e6;

  /** The share of a column's mean square outside a part that must be variance there. */
  static final double LEAST_VARIANCE = 1e-6;

  private final StandardizedFeatures features;
  private final CommonCells cells;
  private final List<DividedOutcome> outcomes = new CopyOnWriteArrayList<>();
  private final Asked expected;
  private final SharedLock lock = new SharedLock();
  private CrossProducts[] products;
  private int firstDivision = -1;
  private int firstPart;
  private volatile Asked asked = Asked.NOTHING;

  /**
   * Regressions on a block.
   *
   * @param features the features, standardised over all rows
   * @param outcomes the outcomes that will probably be asked for
   * @param expected what else will probably be asked for
   */
  CrossFittedRegression(
      StandardizedFeatures features, CommonCells cells, List<double[]> outcomes, Asked expected) {
    this.features = features;
    this.cells = cells;
    this.expected = expected;
    if (expected.parts()) {
      outcomes.forEach(y -> this.outcomes.add(new DividedOutcome(y, cells)));
      this.outcomes.forEach(DividedOutcome::expectEverywhere);
    }
  }

  /** Whether a division is one of the block. */
  boolean isOn(Division division) {
    return cells.isOn(division);
  }

  /** The outcomes of more than one division. */
  List<double[]> outcomesAskedFor() {
    return outcomes.stream()
        .filter(DividedOutcome::isEverywhere)
        .map(DividedOutcome::values)
        .toList();
  }

  /** What was asked for. */
  Asked asked() {
    return asked;
  }

  /** The predictions in a part; empty if the normal equations outside it are badly conditioned. */
  Optional<double[]> predict(double[] y, Division division, int part, Rows test) {
    return lock.holding(() -> predictAlone(y, division, part, test));
  }

  private Optional<double[]> predictAlone(double[] y, Division division, int part, Rows test) {
    int position = cells.position(division);
    if (firstDivision < 0) {
      firstDivision = position;
      firstPart = part;
    }
    asked =
        asked.or(
            new Asked(position == firstDivision && part != firstPart, position != firstDivision));
    DividedOutcome outcome = outcome(y, position);
    if (outcome.state(position, part) == DividedOutcome.State.TAKEN) {
      outcome.reopen(position);
    }
    DividedOutcome.State state = outcome.state(position, part);
    if (state == DividedOutcome.State.OPEN) {
      multiply();
      FittedCells fits = fit(position, part, outcome);
      return FitTime.predicting(
          () -> {
            fits.predict(lock::share);
            return outcome.take(position, part, test);
          });
    }
    return FitTime.predicting(() -> outcome.take(position, part, test));
  }

  private DividedOutcome outcome(double[] y, int division) {
    for (DividedOutcome outcome : outcomes) {
      if (Arrays.equals(outcome.values(), y)) {
        outcome.askFor(division);
        return outcome;
      }
    }
    if (outcomes.size() == RecentRegressions.MOST_OUTCOMES) {
      outcomes.remove(
          outcomes.stream()
              .filter(outcome -> !outcome.isAwaited())
              .findFirst()
              .orElse(outcomes.getFirst()));
    }
    DividedOutcome outcome = new DividedOutcome(y.clone(), cells);
    outcome.askFor(division);
    outcomes.add(outcome);
    return outcome;
  }

  private boolean allParts() {
    return asked.parts() || asked.divisions() || expected.parts();
  }

  private boolean allDivisions() {
    return asked.divisions() || expected.divisions();
  }

  /**
   * Sums what is missing of the cross products, those in the part as well: soon another part will
   * need them.
   */
  private void multiply() {
    if (products == null) {
      products = sum(0, outcomes);
    }
    List<DividedOutcome> lacking = outcomes.stream().filter(DividedOutcome::lacksProducts).toList();
    if (!lacking.isEmpty()) {
      sum(features.size(), lacking);
    }
  }

  /** Sums products in all cells, and gives the outcomes theirs. */
  private CrossProducts[] sum(int first, List<DividedOutcome> whose) {
    boolean[] wanted = new boolean[cells.size()];
    Arrays.fill(wanted, true);
    CrossProducts[] sums =
        new PartProducts(features, cells.cells(), whose).sum(wanted, first, lock::share);
    for (int cell = 0; cell < wanted.length; cell++) {
      for (int k = 0; k < whose.size(); k++) {
        whose.get(k).put(cell, sums[cell], features.size(), features.size() + k);
      }
    }
    return sums;
  }

  /** Fits what is asked for now, and with it what was never predicted. */
  private FittedCells fit(int division, int part, DividedOutcome now) {
    FittedCells fits = new FittedCells(features, cells);
    for (int d = 0; d < cells.divisions().size(); d++) {
      for (int k = 0; k < cells.divisions().get(d).parts(); k++) {
        boolean here = d == division && k == part;
        if (here || (allParts() && (allDivisions() || d == division))) {
          fit(d, k, d == division ? now : null, fits);
        }
      }
    }
    return fits;
  }

  /** What is wanted in one repetition alone is not predicted in others. */
  private void fit(int division, int part, DividedOutcome now, FittedCells fits) {
    NormalEquations equations = null;
    for (DividedOutcome outcome : outcomes) {
      if (outcome.state(division, part) == DividedOutcome.State.OPEN
          && (outcome == now || outcome.isEverywhere())) {
        if (equations == null) {
          equations = new NormalEquations(division, part);
        }
        if (equations.areGood()) {
          double[] slopes = new double[TiledTriangle.padded(features.size())];
          double intercept = equations.solve(outcome, slopes);
          fits.add(division, part, intercept, slopes, outcome.predictions(division, part));
        } else {
          outcome.refuse(division, part);
        }
      }
    }
  }

  /**
   * What was asked of a block.
   *
   * @param parts whether more than one part of a division
   * @param divisions whether more than one division
   */
  record Asked(boolean parts, boolean divisions) {

    static final Asked NOTHING = new Asked(false, false);

    Asked or(Asked other) {
      return new Asked(parts || other.parts, divisions || other.divisions);
    }
  }

  /** The normal equations outside a part, in correlations. */
  private final class NormalEquations {

    private final int division;
    private final int leftOut;
    private final double[] sums;
    private final double[] means;
    private final double[] deviations;
    private final double[][] factor;
    private final int rows;
    private boolean good = true;

    NormalEquations(int division, int leftOut) {
      Division parts = cells.divisions().get(division);
      int p = features.size();
      this.division = division;
      this.leftOut = leftOut;
      this.rows = parts.rows() - parts.size(leftOut);
      this.sums = new double[p];
      this.means = new double[p];
      this.deviations = new double[p];
      this.factor = new double[p][];
      Arrays.setAll(factor, k -> new double[k + 1]);
      for (int cell = 0; cell < products.length; cell++) {
        if (isOutside(cell)) {
          products[cell].addTo(sums, factor);
        }
      }
      for (int k = 0; k < p; k++) {
        means[k] = sums[k] / rows;
        correlate(k);
      }
      good = good && Cholesky.factor(factor) && isWellConditioned();
    }

    private boolean isOutside(int cell) {
      return cells.part(division, cell) != leftOut;
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
      double mean = outcome.meanWithout(division, leftOut);
      double[] solution = new double[p];
      for (int cell = 0; cell < products.length; cell++) {
        if (isOutside(cell)) {
          outcome.addProducts(cell, products[cell], mean, solution);
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
