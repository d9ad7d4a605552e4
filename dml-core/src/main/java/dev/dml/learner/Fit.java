package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.split.Fold;
import java.util.Optional;

/**
 * What a learner is asked: to learn from some rows, and to predict others.
 *
 * @param x the features of all rows, with missing values only for a learner that takes them; read
 *     through the row sets, never copied
 * @param y the variable to predict, by row number; read only in the training rows. Other fits use
 *     the same array at the same time, so that nobody changes it
 * @param train the rows to fit on; at least one
 * @param test the rows to predict
 * @param fold the fold of cross-fitting that the test rows are, if the training rows are all others
 * @param clusters the cluster of each row, by row number: a learner that divides the training rows
 *     keeps those with equal numbers together; empty if rows are independent
 * @param weights how much each row counts, above 0, by row number and in any unit; empty if all
 *     count alike. Other fits use the same array
 * @param target whether a mean or a probability is asked for; with {@link Target#PROBABILITY},
 *     {@code y} is 0 or 1, and both occur in the training rows unless the learner takes a single
 *     class
 * @param seed the source of all randomness, but for what may be drawn from the partition of the
 *     fold, so that all fits of a repetition share it
 */
// The array is shared, as it is said above; fits are not compared.
@SuppressWarnings("ArrayRecordComponent")
public record Fit(
    Features x,
    double[] y,
    Rows train,
    Rows test,
    Optional<Fold> fold,
    Optional<double[]> clusters,
    Optional<double[]> weights,
    Target target,
    long seed) {

  /** Checks that the folds are those of all rows. */
  public Fit {
    fold.ifPresent(
        one -> {
          if (one.partition().rows() != x.rows()) {
            throw new IllegalArgumentException(
                "the folds have "
                    + one.partition().rows()
                    + " rows, but the features have "
                    + x.rows());
          }
        });
  }

  /** A fit on any rows. */
  public Fit(Features x, double[] y, Rows train, Rows test, Target target, long seed) {
    this(x, y, train, test, Optional.empty(), Optional.empty(), Optional.empty(), target, seed);
  }

  /** A fit outside a fold, which is predicted. */
  public static Fit outside(Fold fold, Features x, double[] y, Target target, long seed) {
    return new Fit(
        x,
        y,
        fold.train(),
        fold.test(),
        Optional.of(fold),
        Optional.empty(),
        Optional.empty(),
        target,
        seed);
  }

  /** The same question with other rows to fit on and to predict. */
  public Fit within(Rows trained, Rows predicted) {
    return new Fit(x, y, trained, predicted, Optional.empty(), clusters, weights, target, seed);
  }

  /** The same question about other features of the same rows. */
  public Fit withFeatures(Features other) {
    return new Fit(other, y, train, test, fold, clusters, weights, target, seed);
  }

  /** The same with other randomness. */
  public Fit withSeed(long other) {
    return new Fit(x, y, train, test, fold, clusters, weights, target, other);
  }

  /**
   * The same on rows in clusters, whose training rows are divided in no way that other fits share.
   */
  public Fit withClusters(double[] ofRow) {
    return new Fit(x, y, train, test, Optional.empty(), Optional.of(ofRow), weights, target, seed);
  }

  /** The same with rows that count as much as these weights say. */
  public Fit withWeights(Optional<double[]> ofRow) {
    return new Fit(x, y, train, test, fold, clusters, ofRow, target, seed);
  }
}
