package dev.dml.analysis.effects;

import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.model.Level;
import java.util.List;
import java.util.Optional;

/**
 * The effect as a function of columns: its best linear prediction from some functions of them.
 *
 * @param treatment whose effect
 * @param level the level of the treatment whose average outcome it is, if it is one
 * @param basis what was asked for
 * @param places where the effect is predicted: the value of the column, or those of all functions
 * @param effects the prediction at each place, with a pointwise interval
 * @param joint intervals that cover the predictions at all places together
 * @param criticalValue the standard errors on each side of these, the median over the repetitions
 * @param coefficients of the functions
 * @param covariance of the coefficients
 * @param flatness whether the effect is the same everywhere; empty if the functions cannot say so
 */
public record EffectCurve(
    String treatment,
    Optional<Level> level,
    CurveBasis basis,
    List<List<Double>> places,
    List<Inference> effects,
    List<ConfidenceInterval> joint,
    double criticalValue,
    List<Coefficient> coefficients,
    List<List<Double>> covariance,
    Optional<WaldTest> flatness) {

  /** Copies. */
  public EffectCurve {
    places = List.copyOf(places);
    effects = List.copyOf(effects);
    joint = List.copyOf(joint);
    coefficients = List.copyOf(coefficients);
    covariance = covariance.stream().map(List::copyOf).toList();
  }

  /** A sentence if there are fewer knots than were asked for. */
  Optional<String> warning() {
    return basis instanceof SplineBasis spline
            && coefficients.size() < spline.degree() + 1 + spline.knots()
        ? Optional.of(
            "effects.curve: of "
                + spline.knots()
                + " knots at quantiles of "
                + spline.column()
                + " only "
                + (coefficients.size() - 1 - spline.degree())
                + " differ from each other and from its ends, and these were used")
        : Optional.empty();
  }

  /** The treatment, with the level where there is one: {@code d}, {@code plan = free}. */
  public String name() {
    return level.map(at -> treatment + " = " + at.name()).orElse(treatment);
  }

  /**
   * The coefficient of a function.
   *
   * @param function its name
   * @param inference aggregated over the repetitions
   * @param repetitions the coefficient in each of them
   */
  public record Coefficient(String function, Inference inference, List<Estimate> repetitions) {

    /** Copies. */
    public Coefficient {
      repetitions = List.copyOf(repetitions);
    }
  }
}
