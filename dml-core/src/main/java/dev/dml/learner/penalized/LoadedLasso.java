package dev.dml.learner.penalized;

import dev.dml.data.Rows;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.matrix.Vectors;
import dev.dml.random.NormalQuantile;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A lasso on standardised training rows with a penalty of its own for each column, solved by moving
 * one coefficient at a time to its minimum (Fu, Journal of Computational and Graphical Statistics
 * 7, 1998). Columns are standardised anew wherever they are read, so that nothing but residuals is
 * kept.
 */
final class LoadedLasso {

  private static final double TOLERANCE = 1e-9;
  private static final int MOST_SWEEPS = 10_000;

  private final StandardizedFeatures features;
  private final StandardizedOutcome outcome;
  private final Rows train;
  private final int n;
  private final double[] y;
  private final double[] column;
  private final RowWeights weights;

  /** The weight of each training row, with mean 1; empty if all count alike. */
  private final Optional<double[]> relative;

  LoadedLasso(
      StandardizedFeatures features, StandardizedOutcome outcome, Rows train, RowWeights weights) {
    this.features = features;
    this.outcome = outcome;
    this.train = train;
    this.n = train.size();
    this.y = new double[n];
    this.column = new double[n];
    this.weights = weights;
    this.relative = weights.relative(train);
    outcome.gather(train, 0, n, y);
  }

  /** The columns of a positive or negative coefficient. */
  static BitSet support(double[] coefficients) {
    return IntStream.range(0, coefficients.length)
        .filter(j -> coefficients[j] != 0)
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** So many columns of the largest correlation with the outcome; the first of equals. */
  BitSet mostCorrelated(int count) {
    double[] correlations =
        IntStream.range(0, features.size()).mapToDouble(j -> Math.abs(sum(read(j), y))).toArray();
    return IntStream.range(0, correlations.length)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -correlations[j]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** The normal quantile that bounds the largest of all standardised slopes. */
  double quantile(double gamma) {
    return NormalQuantile.of(1 - gamma / (2 * features.size()));
  }

  /** Least squares on some columns; the coefficients of the others are 0. */
  double[] leastSquares(BitSet columns) {
    boolean[] leftOut = new boolean[features.size()];
    for (int j = 0; j < leftOut.length; j++) {
      leftOut[j] = !columns.get(j);
    }
    double[] solution =
        RigorousLasso.leastSquares(features.without(leftOut), outcome, train, weights);
    double[] coefficients = new double[features.size()];
    int next = 0;
    for (int j = columns.nextSetBit(0); j >= 0; j = columns.nextSetBit(j + 1)) {
      coefficients[j] = solution[next++];
    }
    return coefficients;
  }

  /** The root of the mean of w&sup2; x&sup2; e&sup2; for each column, w the weight of a row. */
  double[] loadings(double[] coefficients) {
    double[] squares = residuals(coefficients);
    for (int i = 0; i < n; i++) {
      double score = relative.isEmpty() ? squares[i] : relative.get()[i] * squares[i];
      squares[i] = score * score;
    }
    double[] loadings = new double[features.size()];
    for (int j = 0; j < loadings.length; j++) {
      double[] x = read(j);
      for (int i = 0; i < n; i++) {
        x[i] *= x[i];
      }
      loadings[j] = Math.sqrt(Vectors.dot(x, squares, n) / n);
    }
    return loadings;
  }

  /** The standard deviation of the residuals. */
  double deviation(double[] coefficients) {
    double[] residuals = residuals(coefficients);
    return Math.sqrt(sum(residuals, residuals) / n);
  }

  private double[] residuals(double[] coefficients) {
    double[] residuals = y.clone();
    for (int j = 0; j < coefficients.length; j++) {
      if (coefficients[j] != 0) {
        subtract(coefficients[j], read(j), residuals);
      }
    }
    return residuals;
  }

  /** The coefficients that minimise squares and penalties. */
  double[] solve(double[] penalties) {
    double[] coefficients = new double[features.size()];
    double[] residuals = y.clone();
    BitSet all = new BitSet();
    all.set(0, coefficients.length);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (sweep(all, penalties, coefficients, residuals) < TOLERANCE) {
        break;
      }
      BitSet active = support(coefficients);
      while (sweep < MOST_SWEEPS
          && sweep(active, penalties, coefficients, residuals) >= TOLERANCE) {
        sweep++;
      }
    }
    return coefficients;
  }

  /** Moves each coefficient to its minimum once, and returns the longest way. */
  private double sweep(
      BitSet columns, double[] penalties, double[] coefficients, double[] residuals) {
    double longest = 0;
    for (int j = columns.nextSetBit(0); j >= 0; j = columns.nextSetBit(j + 1)) {
      double[] x = read(j);
      double slope = sum(x, residuals) + n * coefficients[j];
      double excess = Math.max(0, Math.abs(slope) - penalties[j] / 2) / n;
      double move = Math.copySign(excess, slope) - coefficients[j];
      if (move != 0) {
        subtract(move, x, residuals);
        coefficients[j] = excess == 0 ? 0 : coefficients[j] + move;
        longest = Math.max(longest, Math.abs(move));
      }
    }
    return longest;
  }

  /** Of the products of two numbers for each training row, by its weight. */
  private double sum(double[] one, double[] other) {
    if (relative.isEmpty()) {
      return Vectors.dot(one, other, n);
    }
    double[] weighted = relative.get().clone();
    for (int i = 0; i < n; i++) {
      weighted[i] *= one[i];
    }
    return Vectors.dot(weighted, other, n);
  }

  private double[] read(int j) {
    features.gather(j, train, 0, n, column);
    return column;
  }

  private static void subtract(double factor, double[] x, double[] from) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * x[i];
    }
  }
}
