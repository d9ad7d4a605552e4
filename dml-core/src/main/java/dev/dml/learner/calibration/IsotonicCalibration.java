package dev.dml.learner.calibration;

import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.ChoosingLearner;
import dev.dml.learner.ensemble.InnerCrossFit;
import java.util.Arrays;

/**
 * A learner whose probabilities are calibrated inside the training rows: these are divided into
 * five folds, each predicted by the learner fitted to the others; the monotone function that is
 * nearest to the outcomes, given these predictions, is applied to what the learner predicts when it
 * is fitted to all training rows. Nothing is learnt from the rows that are predicted.
 *
 * <p>Weights count in the function too.
 *
 * <p>Source: Zadrozny and Elkan, <i>Transforming classifier scores into accurate multiclass
 * probability estimates</i>, KDD 2002; for propensities, van der Laan, Ulloa-P&eacute;rez, Carone
 * and Luedtke, <i>Causal isotonic calibration</i>, ICML 2023.
 *
 * @param learner the learner of the probability; what it chooses when it is fitted to all training
 *     rows is the choice
 */
public record IsotonicCalibration(Learner learner) implements ChoosingLearner {

  private static final int FOLDS = 5;

  @Override
  public Choice choose(Fit fit) {
    if (fit.target() != Target.PROBABILITY) {
      throw new IllegalArgumentException(
          "only a probability is calibrated, but a mean was asked for");
    }
    refuseRareClass(fit);
    InnerCrossFit inner = InnerCrossFit.of(fit, FOLDS);
    IsotonicRegression function =
        IsotonicRegression.of(
            inner.predict(learner, "calibration"), inner.outcomes(), inner.importance());
    Choice choice =
        learner instanceof ChoosingLearner choosing
            ? choosing.choose(fit)
            : Choice.none(learner.fitPredict(fit));
    return choice.with(Arrays.stream(choice.predictions()).map(function::at).toArray());
  }

  /** With one row of a class, there is none outside the fold of that row. */
  private static void refuseRareClass(Fit fit) {
    long ones = Arrays.stream(fit.train().toArray()).filter(row -> fit.y()[row] == 1).count();
    long zeros = fit.train().size() - ones;
    if (Math.min(ones, zeros) < 2) {
      throw new FitException(
          "calibration needs at least 2 training rows with each of 0 and 1, but there are "
              + zeros
              + " and "
              + ones
              + "; set propensity.calibrate to none");
    }
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.PROBABILITY && learner.supports(target);
  }

  @Override
  public boolean takesWeights() {
    return learner.takesWeights();
  }

  @Override
  public boolean takesMissing() {
    return learner.takesMissing();
  }
}
