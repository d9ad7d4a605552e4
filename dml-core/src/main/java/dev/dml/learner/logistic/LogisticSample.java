package dev.dml.learner.logistic;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.penalized.InnerFolds;
import dev.dml.learner.penalized.PathSolver;
import dev.dml.learner.penalized.PenalizedSample;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sample of 0/1 outcomes for logistic regression with an L1 penalty and, if wanted, an L2 one.
 *
 * <p>With about as many columns as rows, small weights of the penalty all but separate the
 * outcomes, which takes most of the time and predicts worst. So a fold counts no weight, nor any
 * smaller one, with which its deviance is {@value #HOPELESS} times that of the largest weight.
 */
public final class LogisticSample implements PenalizedSample {

  private static final double HOPELESS = 2;

  private final Features x;
  private final double[] y;
  private final RowWeights weights;
  private final LogisticLikelihood likelihood;
  private final InnerFolds folds;
  private final double l2;

  /** The deviances in the first fold, of all weights; null until they are asked for. */
  private double @Nullable [] ofFirst;

  /** A sample of the training rows of a likelihood, divided into folds. */
  LogisticSample(Fit fit, LogisticLikelihood likelihood, InnerFolds folds, double l2) {
    this.x = fit.x();
    this.y = fit.y();
    this.weights = new RowWeights(fit.weights());
    this.likelihood = likelihood;
    this.folds = folds;
    this.l2 = l2;
  }

  @Override
  public double largestWeight() {
    double[] slopes = likelihood.slopes(likelihood.constant());
    double largest = 0;
    for (int j = 0; j < slopes.length - 1; j++) {
      largest = Math.max(largest, Math.abs(slopes[j]));
    }
    return largest;
  }

  @Override
  public PathSolver solver(double[] start, Precision precision) {
    return new LogisticDescent(likelihood, l2, start, precision.tolerance());
  }

  @Override
  public double explained(double[] coefficients) {
    return likelihood.explained(coefficients);
  }

  @Override
  public int worthTrying(double[] penalties) {
    ofFirst = deviances(0, penalties);
    int finite = penalties.length;
    while (ofFirst[finite - 1] == Double.POSITIVE_INFINITY) {
      finite--;
    }
    return finite;
  }

  @Override
  public double[] deviances(int fold, double[] penalties) {
    if (fold == 0 && ofFirst != null) {
      return Arrays.copyOf(ofFirst, penalties.length);
    }
    Rows learning = folds.without(fold);
    StandardizedFeatures features = new StandardizedFeatures(x, learning, weights);
    LogisticLikelihood learnt = new LogisticLikelihood(features, y, learning, weights);
    LogisticLikelihood heldOut = new LogisticLikelihood(features, y, folds.heldOut(fold), weights);
    PathSolver solver =
        new LogisticDescent(learnt, l2, learnt.constant(), Precision.COARSE.tolerance());
    double[] deviances = new double[penalties.length];
    Arrays.fill(deviances, Double.POSITIVE_INFINITY);
    double most = Double.POSITIVE_INFINITY;
    for (int i = 0; i < penalties.length; i++) {
      double deviance = heldOut.deviance(solver.solve(penalties[i])) * heldOut.weight();
      if (deviance > most) {
        break;
      }
      deviances[i] = deviance;
      most = HOPELESS * deviances[0];
    }
    return deviances;
  }
}
