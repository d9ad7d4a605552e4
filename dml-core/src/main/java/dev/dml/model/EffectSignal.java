package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.inference.LinearScore;
import java.util.function.IntPredicate;

/**
 * What each observation says about the effect at its own place: for any modifier V, the effect
 * &tau;(V) solves E[numerator &minus; &tau;(V) denominator | V] = 0.
 *
 * <p>So the effect in a group is the sum of the numerators over that of the denominators, and the
 * best linear prediction from columns b solves E[b (numerator &minus; denominator b'&beta;)] = 0.
 * Both are Neyman-orthogonal as the score of the model is.
 *
 * @param numerator by observation
 * @param denominator by observation; on average, whom the effect is about weighs as much
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record EffectSignal(double[] numerator, double[] denominator) {

  /** Checks the lengths. */
  public EffectSignal {
    if (numerator.length != denominator.length) {
      throw new IllegalArgumentException(
          "both parts of a signal need the same number of observations, but have "
              + numerator.length
              + " and "
              + denominator.length);
    }
  }

  /** How a model makes its signal. */
  @FunctionalInterface
  public interface Source {

    /**
     * The signal of a parameter.
     *
     * @param predictions the out-of-fold predictions of all nuisances
     * @param effect the estimate of the parameter from these predictions
     */
    EffectSignal of(CausalData data, Parameter parameter, Predictions predictions, double effect);
  }

  /** The score of the effect on all observations. */
  public LinearScore score() {
    return among(row -> true);
  }

  /** The score of the effect among some observations; the others add nothing to it. */
  public LinearScore among(IntPredicate members) {
    double[] a = new double[numerator.length];
    double[] b = new double[numerator.length];
    for (int row = 0; row < a.length; row++) {
      if (members.test(row)) {
        a[row] = -denominator[row];
        b[row] = numerator[row];
      }
    }
    return new LinearScore(a, b);
  }
}
