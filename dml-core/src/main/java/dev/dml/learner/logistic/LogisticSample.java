package dev.dml.learner.logistic;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.penalized.InnerFolds;
import dev.dml.learner.penalized.PathSolver;
import dev.dml.learner.penalized.PenalizedSample;

/**
 * A sample of 0/1 outcomes for logistic regression with an L1 penalty and, if wanted, an L2 one.
 */
public final class LogisticSample implements PenalizedSample {

  private final Features x;
  private final double[] y;
  private final RowWeights weights;
  private final LogisticLikelihood likelihood;
  private final InnerFolds folds;
  private final double l2;

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
  public double[] deviances(int fold, double[] penalties) {
    Rows learning = folds.without(fold);
    StandardizedFeatures features = new StandardizedFeatures(x, learning, weights);
    LogisticLikelihood learnt = new LogisticLikelihood(features, y, learning, weights);
    LogisticLikelihood heldOut = new LogisticLikelihood(features, y, folds.heldOut(fold), weights);
    PathSolver solver =
        new LogisticDescent(learnt, l2, learnt.constant(), Precision.COARSE.tolerance());
    double[] deviances = new double[penalties.length];
    for (int i = 0; i < penalties.length; i++) {
      deviances[i] = heldOut.deviance(solver.solve(penalties[i])) * heldOut.weight();
    }
    return deviances;
  }
}
