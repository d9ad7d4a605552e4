package dev.dml.model.linear;

import static dev.dml.model.Remainder.residual;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.Magnitude;
import dev.dml.inference.SampleMean;
import dev.dml.inference.Solution;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectSignal;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Remainder;
import dev.dml.model.Requirements;
import dev.dml.model.ResidualScore;
import dev.dml.model.Response;
import dev.dml.model.SensitivityElements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The partially linear regression model y = &theta; d + g(x) + u with E[u | x, d] = 0, and d = m(x)
 * + v.
 *
 * <p>Nuisances: {@code ml_l} E[y | x], {@code ml_m} E[d | x], and for the IV-type score {@code
 * ml_g} E[y &minus; &theta;<sub>0</sub> d | x], where &theta;<sub>0</sub> is the partialling-out
 * estimate of the same repetition. With hats for out-of-fold predictions:
 *
 * <ul>
 *   <li>partialling out: &psi;<sub>a</sub> = &minus;(d &minus; m&#770;)<sup>2</sup>,
 *       &psi;<sub>b</sub> = (d &minus; m&#770;)(y &minus; l&#770;)
 *   <li>IV-type: &psi;<sub>a</sub> = &minus;(d &minus; m&#770;) d, &psi;<sub>b</sub> = (d &minus;
 *       m&#770;)(y &minus; g&#770;)
 * </ul>
 *
 * <p>Source: Chernozhukov et al. (2018), equations (4.3) and (4.4). The treatment may be of any
 * kind; if it is 0/1 and the learner of {@code ml_m} can, a probability is learnt. Propensities are
 * not clipped.
 *
 * @param score which of the two scores
 */
public record PartiallyLinear(Score score) implements CausalModel {

  /** The orthogonal scores of the model. */
  public enum Score {
    /** Residual on residual, after Robinson (Econometrica 56, 1988). */
    PARTIALLING_OUT,
    /** The residual of the treatment as an instrument for the treatment. */
    IV_TYPE
  }

  /** Checks that the score is there. */
  public PartiallyLinear {
    Objects.requireNonNull(score);
  }

  /** The model with the partialling-out score. */
  public static PartiallyLinear partiallingOut() {
    return new PartiallyLinear(Score.PARTIALLING_OUT);
  }

  /** The model with the IV-type score. */
  public static PartiallyLinear ivType() {
    return new PartiallyLinear(Score.IV_TYPE);
  }

  @Override
  public String name() {
    return "plr";
  }

  @Override
  public String scoreName() {
    return isIvType() ? "iv-type" : "partialling-out";
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "effect of one unit of "
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + ", the same for everyone with the same covariates (partially linear regression)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    List<Slot> slots = new ArrayList<>(List.of(Slot.any("ml_l"), Slot.any("ml_m")));
    if (isIvType()) {
      slots.add(Slot.mean("ml_g"));
    }
    return slots;
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    return new Requirements(data)
        .varies("outcome", data.outcome())
        .varies("treatment", data.treatments().get(treatment))
        .noInstruments("plr")
        .noEstimandWeights("plr")
        .problems();
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_l", data, data.outcome()));
    nuisances.add(Nuisance.of("ml_m", data, d));
    if (isIvType()) {
      Response.Predicted remainder = new Response.Predicted(d.name(), "ml_m");
      nuisances.add(Nuisance.afterEffect("ml_g", "ml_l", remainder, remainder, data));
    }
    return nuisances;
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return switch (score) {
      case PARTIALLING_OUT -> partialledOut(data, parameter.treatment(), predictions);
      case IV_TYPE -> ivType(data, parameter.treatment(), predictions);
    };
  }

  @Override
  public Optional<EffectSignal.Source> effectSignal() {
    return Optional.of(this::signal);
  }

  /**
   * Residual on residual under both scores: ((d &minus; m&#770;)(y &minus; l&#770;), (d &minus;
   * m&#770;)<sup>2</sup>), where the IV-type score has l&#770; = &theta; m&#770; + g&#770;.
   */
  private EffectSignal signal(
      CausalData data, Parameter parameter, Predictions predictions, double effect) {
    double[] v = remainder(data, parameter.treatment(), predictions);
    Column y = data.outcome();
    Column m = predictions.of("ml_m");
    double[] numerator = new double[v.length];
    double[] denominator = new double[v.length];
    for (int row = 0; row < v.length; row++) {
      double expected =
          isIvType()
              ? effect * m.get(row) + predictions.of("ml_g").get(row)
              : predictions.of("ml_l").get(row);
      numerator[row] = v[row] * (y.get(row) - expected);
      denominator[row] = v[row] * v[row];
    }
    return new EffectSignal(numerator, denominator);
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    Column d = data.treatments().get(parameter.treatment());
    return d.isBinary()
        ? Optional.of(Overlap.unclipped(predictions.of("ml_m"), d, SampleMean.of(data)))
        : Optional.empty();
  }

  @Override
  public boolean hasSensitivity() {
    return true;
  }

  /**
   * With v = d &minus; m&#770;, the representer is v / E<sub>n</sub>[v&sup2;], and its functional,
   * the change by one unit of d, is 1 / E<sub>n</sub>[v&sup2;].
   */
  @Override
  public Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    double[] regressor =
        isIvType()
            ? data.treatments().get(parameter.treatment()).toArray()
            : remainder(data, parameter.treatment(), predictions);
    double[] v = remainder(data, parameter.treatment(), predictions);
    double[] e = residual(data.outcome(), predictions.of(isIvType() ? "ml_g" : "ml_l"));
    double effect = solution.estimate().coefficient();
    Magnitude unit = Magnitude.of(v);
    double[] reduced = unit.reduced(v);
    double variance = solution.design().average(Arrays.stream(reduced).map(r -> r * r).toArray());
    Magnitude inverse = Magnitude.ONE.over(unit);
    double[] representer = new double[v.length];
    double[] moment = new double[v.length];
    Arrays.fill(moment, inverse.times(inverse).restored(1 / variance));
    for (int i = 0; i < v.length; i++) {
      e[i] -= effect * regressor[i];
      representer[i] = inverse.restored(reduced[i] / variance);
    }
    return Optional.of(new SensitivityElements(e, representer, moment));
  }

  private static LinearScore partialledOut(
      CausalData data, int treatment, Predictions predictions) {
    double[] v = remainder(data, treatment, predictions);
    return ResidualScore.of(residual(data.outcome(), predictions.of("ml_l")), v, v);
  }

  private static LinearScore ivType(CausalData data, int treatment, Predictions predictions) {
    return ResidualScore.of(
        residual(data.outcome(), predictions.of("ml_g")),
        data.treatments().get(treatment).toArray(),
        remainder(data, treatment, predictions));
  }

  private static double[] remainder(CausalData data, int treatment, Predictions predictions) {
    return Remainder.of(
        data, "treatment", data.treatments().get(treatment), predictions.of("ml_m"));
  }

  private boolean isIvType() {
    return score == Score.IV_TYPE;
  }
}
