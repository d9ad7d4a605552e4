package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SampleMean;
import dev.dml.model.CausalModel;
import dev.dml.model.Condition;
import dev.dml.model.EffectSignal;
import dev.dml.model.Half;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Requirements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.SelectionWeights;
import dev.dml.model.propensity.TrimmedSample;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The average effect of a 0/1 treatment d on an outcome y that is observed only where s = 1, such
 * as wages, which only those have who work.
 *
 * <p>Nuisances: {@code ml_pi} P(s = 1 | x, d), {@code ml_m} P(d = 1 | x), {@code ml_g_d0} and
 * {@code ml_g_d1} E[y | x, d, s = 1]. With hats for out-of-fold predictions, and the outcome 0
 * where it was not observed, &psi;<sub>a</sub> = &minus;1 and
 *
 * <p>&psi;<sub>b</sub> = g&#770;<sub>1</sub> &minus; g&#770;<sub>0</sub> + d s (y &minus;
 * g&#770;<sub>1</sub>) / (m&#770; &pi;&#770;) &minus; (1 &minus; d) s (y &minus;
 * g&#770;<sub>0</sub>) / ((1 &minus; m&#770;) &pi;&#770;)
 *
 * <p>Normalised, the inverse probabilities of each arm are divided by their mean over all rows, of
 * which those have 0 that are in the other arm or not selected. Only m&#770; is clipped.
 *
 * <p>If selection depends on what moves the outcome and is not observed, an instrument z moves
 * selection alone: then &pi;(x, d, z) is learnt on one half of the training rows, and, a function
 * of (x, &pi;&#770;), the others on the other half.
 *
 * <p>Source: Bia, Huber and Laff&eacute;rs, <i>Double machine learning for sample selection
 * models</i>, Journal of Business and Economic Statistics (2023), without sequential confounding.
 * Folds, and halves, are stratified by (d, s).
 *
 * @param selection what selection depends on
 * @param propensity how the propensity of the treatment is clipped and weighted
 */
public record SampleSelection(Selection selection, Propensity propensity) implements CausalModel {

  /** What selection may depend on. */
  public enum Selection {
    /** On covariates and treatment. */
    MISSING_AT_RANDOM,
    /** Beside these, on what moves the outcome and is not observed. */
    NON_IGNORABLE
  }

  private static final String PI = "ml_pi";
  private static final String M = "ml_m";

  /** Checks that both parts are there. */
  public SampleSelection {
    Objects.requireNonNull(selection);
    Objects.requireNonNull(propensity);
  }

  /** The model with the default handling of propensities. */
  public static SampleSelection of(Selection selection) {
    return new SampleSelection(selection, Propensity.DEFAULT);
  }

  @Override
  public String name() {
    return "ssm";
  }

  @Override
  public String scoreName() {
    return selection.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    Column s = selected(data);
    return "average effect of "
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + ", observed in "
        + observed(data)
        + " of "
        + Sentence.count(data.rows(), "row")
        + ", where "
        + s.name()
        + " is 1 (sample selection)"
        + propensity.population(data.treatments().get(parameter.treatment()).name());
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return List.of(
        Slot.any("ml_g", "ml_g_d0", "ml_g_d1"), Slot.probability(PI), Slot.probability(M));
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    Requirements requirements =
        Requirements.ofSelected("ssm", data).binary("ssm", "treatment", d).noEstimandWeights("ssm");
    String named = "ssm with the score " + scoreName();
    if (selection == Selection.MISSING_AT_RANDOM) {
      requirements.notArmsOfOneFactor("ssm", treatment).noInstruments(named);
    } else {
      requirements
          .oneTreatment(named, "name the others as covariates")
          .instruments(named, 1, Integer.MAX_VALUE);
    }
    return requirements.problems();
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return List.of(data.treatments().get(treatment).name(), selected(data).name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    Column s = selected(data);
    List<Column> moving = Stream.concat(Stream.of(d), data.instruments().stream()).toList();
    Nuisance pi = Nuisance.probability(PI, PI, s).beside(moving);
    List<Nuisance> others =
        List.of(
            outcome("ml_g_d0", data, d, s, 0),
            outcome("ml_g_d1", data, d, s, 1),
            Nuisance.probability(M, M, d).calibrated(propensity.calibration()));
    if (selection == Selection.MISSING_AT_RANDOM) {
      return List.of(others.get(0), others.get(1), pi, others.get(2));
    }
    Nuisance first = pi.learntOn(Half.FIRST);
    Half second = Half.after(first);
    return List.of(
        others.get(0).learntOn(second),
        others.get(1).learntOn(second),
        first,
        others.get(2).learntOn(second));
  }

  @Override
  public boolean learnsOnHalves() {
    return selection == Selection.NON_IGNORABLE;
  }

  private static Nuisance outcome(String name, CausalData data, Column d, Column s, double arm) {
    return Nuisance.of(name, "ml_g", data, data.outcome())
        .given(List.of(Condition.of(d.name(), arm), Condition.of(s.name(), 1)));
  }

  private static Column selected(CausalData data) {
    return data.selected().orElseThrow();
  }

  private static int observed(CausalData data) {
    Column s = selected(data);
    return Rows.where(s.size(), row -> s.get(row) == 1).size();
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
    Column g0 = predictions.of("ml_g_d0");
    Column g1 = predictions.of("ml_g_d1");
    TrimmedSample left = propensity.trimmed(predictions.of(M), d, data);
    double[] weights =
        SelectionWeights.of(
            propensity, predictions.of(M), d, predictions.of(PI), selected(data), left.mean());
    double[] numerator = new double[data.rows()];
    double[] denominator = new double[data.rows()];
    for (int i = 0; i < numerator.length; i++) {
      if (left.keeps(i)) {
        denominator[i] = 1;
        double residual = weights[i] == 0 ? 0 : y.get(i) - (d.get(i) == 1 ? g1 : g0).get(i);
        double correction = weights[i] * residual;
        numerator[i] = g1.get(i) - g0.get(i) + (d.get(i) == 1 ? correction : -correction);
      }
    }
    return new EffectSignal(numerator, denominator);
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(
        propensity.overlap(predictions.of(M), data.treatments().get(parameter.treatment()), data));
  }

  @Override
  public Optional<Overlap> selection(
      CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(Overlap.unclipped(predictions.of(PI), selected(data), SampleMean.of(data)));
  }

  @Override
  public String lackOfSensitivity() {
    return "whose effect a confounder could bias through the treatment and through the selection,"
        + " for which it has no bounds; ask it of irm among the rows whose outcome was observed";
  }
}
