package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Difference in differences of two periods, from a column of changes: the average effect on the
 * treated, if without treatment their outcomes had changed as those of controls with the same
 * covariates did.
 *
 * <p>The outcome y is the change, the treatment d says who is treated in the second period.
 * Nuisances: {@code ml_g0} E[y | x, d = 0], {@code ml_g1} E[y | x, d = 1] and, unless chance
 * decides, {@code ml_m} P(d = 1 | x). Without normalised weights the observational score is that of
 * the effect on the treated of {@link dev.dml.model.interactive.InteractiveRegression}. Folds are
 * stratified by d.
 *
 * @param rule how treated and controls are compared
 * @see ChangeComparison
 */
public record TwoPeriods(ScoreRule rule) implements CausalModel {

  /** Checks that the rule is there. */
  public TwoPeriods {
    Objects.requireNonNull(rule);
  }

  /** The model with the default rule. */
  public static TwoPeriods of(Assignment assignment) {
    return new TwoPeriods(ScoreRule.of(assignment));
  }

  @Override
  public String name() {
    return "did";
  }

  @Override
  public String scoreName() {
    return rule.assignment().scoreName();
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "average effect on the treated of "
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + ", a change over time (difference in differences)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    Slot outcome = Slot.any("ml_g", "ml_g0", "ml_g1");
    return rule.hasPropensity() ? List.of(outcome, Slot.probability("ml_m")) : List.of(outcome);
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    return new Requirements(data)
        .varies("outcome", data.outcome())
        .binary("did", "treatment", data.treatments().get(treatment))
        .oneTreatment("did", "estimate each on its own")
        .noInstruments("did")
        .noEstimandWeights("did")
        .problems();
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return List.of(data.treatments().get(treatment).name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_g0", "ml_g", data, data.outcome()).given(d, 0));
    nuisances.add(Nuisance.of("ml_g1", "ml_g", data, data.outcome()).given(d, 1));
    if (rule.hasPropensity()) {
      nuisances.add(Nuisance.probability("ml_m", "ml_m", d));
    }
    return nuisances;
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return comparison(data, parameter, predictions).signal().score();
  }

  @Override
  public Optional<EffectSignal.Source> effectSignal() {
    return Optional.of(
        (data, parameter, predictions, effect) ->
            comparison(data, parameter, predictions).signal());
  }

  private ChangeComparison comparison(
      CausalData data, Parameter parameter, Predictions predictions) {
    Column y = data.outcome();
    Column d = data.treatments().get(parameter.treatment());
    Rows all = Rows.all(data.rows());
    double[] odds =
        rule.hasPropensity()
            ? rule.propensity().odds(predictions.of("ml_m"), all, row -> d.get(row) == 0)
            : new double[0];
    return new ChangeComparison(
        data.rows(),
        all,
        y::get,
        row -> d.get(row) == 1,
        SampleMean.of(data).among(all),
        predictions.of("ml_g0"),
        predictions.of("ml_g1"),
        row -> odds[row],
        rule);
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return rule.hasPropensity()
        ? Optional.of(
            rule.propensity()
                .overlap(
                    predictions.of("ml_m"), data.treatments().get(parameter.treatment()), data))
        : Optional.empty();
  }

  @Override
  public boolean hasSensitivity() {
    return true;
  }

  @Override
  public Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    return Optional.of(comparison(data, parameter, predictions).sensitivity());
  }
}
