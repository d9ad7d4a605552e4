package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SampleMean;
import dev.dml.inference.Solution;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectSignal;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Requirements;
import dev.dml.model.SensitivityElements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.TrimmedSample;
import dev.dml.model.propensity.Trimming;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The interactive regression model y = g(d, x) + u with a 0/1 treatment d, E[u | x, d] = 0 and m(x)
 * = P(d = 1 | x).
 *
 * <p>Nuisances: {@code ml_g0} E[y | x, d = 0], {@code ml_g1} E[y | x, d = 1], {@code ml_m} the
 * propensity. With weights &omega; for whom the effect is averaged over, p the share of treated
 * rows and hats for out-of-fold predictions, the doubly robust score is
 *
 * <p>&psi;<sub>a</sub> = &minus;&omega;, &psi;<sub>b</sub> = &omega; (g&#770;<sub>1</sub> &minus;
 * g&#770;<sub>0</sub>) + &omega;&#772; [d (y &minus; g&#770;<sub>1</sub>) / m&#770; &minus; (1
 * &minus; d)(y &minus; g&#770;<sub>0</sub>) / (1 &minus; m&#770;)]
 *
 * <table>
 *   <caption>Weights</caption>
 *   <tr><th>estimand</th><th>&omega;</th><th>&omega;&#772;</th></tr>
 *   <tr><td>ATE</td><td>1</td><td>1</td></tr>
 *   <tr><td>ATTE</td><td>d / p</td><td>m&#770; / p</td></tr>
 *   <tr><td>ATU</td><td>(1 &minus; d) / (1 &minus; p)</td><td>(1 &minus; m&#770;) / (1 &minus; p)</td></tr>
 *   <tr><td>ATO</td><td>(d &minus; m&#770;)<sup>2</sup></td><td>m&#770; (1 &minus; m&#770;)</td></tr>
 * </table>
 *
 * <p>In each line &omega;&#772; is E[&omega; | x]. For the overlap-weighted effect, whose weights
 * m(1 &minus; m) are estimated, that makes the score orthogonal: it is that of partialling out with
 * m&#770; g&#770;<sub>1</sub> + (1 &minus; m&#770;) g&#770;<sub>0</sub> for E[y | x].
 *
 * <p>If the data have weights of those whose effects are averaged, v with mean one, &omega; and
 * &omega;&#772; are multiplied by v (or &omega;&#772; by the given E[v | x]), and p =
 * E<sub>n</sub>[v d].
 *
 * <p>Rows that {@link Trimming} leaves out have &omega; = &omega;&#772; = 0.
 *
 * <p>Source: Chernozhukov et al. (2018), equations (5.3) and (5.4); p is the mean over all rows,
 * not by fold; for ATO, Li, Morgan and Zaslavsky, Journal of the American Statistical Association
 * 113 (2018). Folds are stratified by d.
 *
 * @param estimand whose effect
 * @param propensity how propensities are clipped and weighted
 */
public record InteractiveRegression(Estimand estimand, Propensity propensity)
    implements CausalModel {

  /** Whose average effect is estimated. */
  public enum Estimand {
    /** The average effect on everyone. */
    ATE,
    /** The average effect on the treated. */
    ATTE,
    /** The average effect on the untreated. */
    ATU,
    /** The average effect with weights m(1 &minus; m), on those who may be in either arm. */
    ATO
  }

  /** Checks that both parts are there. */
  public InteractiveRegression {
    Objects.requireNonNull(estimand);
    Objects.requireNonNull(propensity);
  }

  /** The model for an estimand with the default handling of propensities. */
  public static InteractiveRegression of(Estimand estimand) {
    return new InteractiveRegression(estimand, Propensity.DEFAULT);
  }

  /** The same model with another handling of propensities. */
  public InteractiveRegression withPropensity(Propensity value) {
    return new InteractiveRegression(estimand, value);
  }

  @Override
  public String name() {
    return "irm";
  }

  @Override
  public String scoreName() {
    return estimand.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    String effect =
        switch (estimand) {
          case ATE -> "average effect of ";
          case ATTE -> "average effect on the treated of ";
          case ATU -> "average effect on the untreated of ";
          case ATO -> "average effect, weighted by overlap m(1 - m), of ";
        };
    return effect
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + " (interactive regression)"
        + propensity.population(data.treatments().get(parameter.treatment()).name());
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return List.of(Slot.any("ml_g", "ml_g0", "ml_g1"), Slot.probability("ml_m"));
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    Requirements requirements =
        new Requirements(data)
            .varies("outcome", data.outcome())
            .binary("irm", "treatment", data.treatments().get(treatment))
            .notArmsOfOneFactor("irm", treatment)
            .noInstruments("irm")
            .someEstimandWeight();
    if (estimand != Estimand.ATE) {
      requirements.noExpectedEstimandWeights("irm with the score " + scoreName());
    }
    return requirements.problems();
  }

  @Override
  public List<String> warnings(CausalData data, int treatment) {
    return Requirements.constantEstimandWeights(data);
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return List.of(data.treatments().get(treatment).name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    return List.of(
        Nuisance.of("ml_g0", "ml_g", data, data.outcome()).given(d, 0),
        Nuisance.of("ml_g1", "ml_g", data, data.outcome()).given(d, 1),
        Nuisance.probability("ml_m", "ml_m", d).calibrated(propensity.calibration()));
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return signal(data, parameter, predictions).score();
  }

  @Override
  public Optional<EffectSignal.Source> effectSignal() {
    return Optional.of(
        (data, parameter, predictions, effect) -> signal(data, parameter, predictions));
  }

  private EffectSignal signal(CausalData data, Parameter parameter, Predictions predictions) {
    Column y = data.outcome();
    Column d = data.treatments().get(parameter.treatment());
    Column g0 = predictions.of("ml_g0");
    Column g1 = predictions.of("ml_g1");
    TrimmedSample left = propensity.trimmed(predictions.of("ml_m"), d, data);
    double[] m = propensity.adjust(predictions.of("ml_m"), d, left.mean());
    EstimandWeights weights = EstimandWeights.of(data, left.mean());
    double p = left.mean().of(row -> weights.get(row) * d.get(row));
    double[] numerator = new double[data.rows()];
    double[] denominator = new double[data.rows()];
    for (int i = 0; i < numerator.length; i++) {
      double weight = weights.get(i) * weight(d.get(i), m[i], p);
      double expected = weights.expected(i) * expectedWeight(m[i], p);
      boolean treated = d.get(i) == 1;
      if (!left.keeps(i)) {
        continue;
      }
      denominator[i] = weight;
      numerator[i] =
          Propensity.arm(y.get(i), g1.get(i), treated, m[i], weight, expected)
              - Propensity.arm(y.get(i), g0.get(i), !treated, 1 - m[i], weight, expected);
    }
    return new EffectSignal(numerator, denominator);
  }

  /** &omega; of a row. */
  private double weight(double d, double m, double p) {
    return estimand == Estimand.ATO ? (d - m) * (d - m) : expectedWeight(d, p);
  }

  /** E[&omega; | x] of a row with propensity m. */
  private double expectedWeight(double m, double p) {
    return switch (estimand) {
      case ATE -> 1;
      case ATTE -> m / p;
      case ATU -> (1 - m) / (1 - p);
      case ATO -> m * (1 - m);
    };
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(
        propensity.overlap(
            predictions.of("ml_m"), data.treatments().get(parameter.treatment()), data));
  }

  /** Overlap weights and trimming are made of the propensity, which a confounder changes too. */
  @Override
  public boolean hasSensitivity() {
    return estimand != Estimand.ATO && !propensity.trims();
  }

  /**
   * The representer is &omega;&#772; (d / m&#770; &minus; (1 &minus; d) / (1 &minus; m&#770;)), and
   * its functional &omega; &omega;&#772; (1 / m&#770; + 1 / (1 &minus; m&#770;)).
   */
  @Override
  public Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    if (!hasSensitivity()) {
      return Optional.empty();
    }
    Column y = data.outcome();
    Column d = data.treatments().get(parameter.treatment());
    Column g0 = predictions.of("ml_g0");
    Column g1 = predictions.of("ml_g1");
    SampleMean mean = SampleMean.of(data);
    double[] m = propensity.adjust(predictions.of("ml_m"), d, mean);
    EstimandWeights weights = EstimandWeights.of(data);
    double p = mean.of(row -> weights.get(row) * d.get(row));
    double[] residual = new double[data.rows()];
    double[] representer = new double[data.rows()];
    double[] moment = new double[data.rows()];
    for (int i = 0; i < residual.length; i++) {
      boolean treated = d.get(i) == 1;
      double expected = weights.expected(i) * expectedWeight(m[i], p);
      residual[i] = y.get(i) - (treated ? g1 : g0).get(i);
      representer[i] = expected * (treated ? 1 / m[i] : -1 / (1 - m[i]));
      double weight = weights.get(i) * weight(d.get(i), m[i], p);
      moment[i] = weight * expected * (1 / m[i] + 1 / (1 - m[i]));
    }
    return Optional.of(new SensitivityElements(residual, representer, moment));
  }
}
