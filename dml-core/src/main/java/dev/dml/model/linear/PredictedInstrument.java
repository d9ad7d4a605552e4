package dev.dml.model.linear;

import static dev.dml.model.Remainder.residual;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SampleMean;
import dev.dml.model.CausalModel;
import dev.dml.model.FirstStage;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Remainder;
import dev.dml.model.Requirements;
import dev.dml.model.ResidualScore;
import dev.dml.model.Slot;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The partially linear instrumental-variable model with one instrument that is learnt: what the
 * instruments and covariates together predict of the treatment, however many they are and whatever
 * the form of that function.
 *
 * <p>With hats for out-of-fold predictions:
 *
 * <ul>
 *   <li>{@link Partial#Z}, y = &theta; d + u with E[u | x, z] = 0: the covariates are instruments
 *       too, and nothing is taken out of outcome or treatment. Nuisance {@code ml_r} E[d | x, z];
 *       &psi;<sub>a</sub> = &minus;r&#770; d, &psi;<sub>b</sub> = r&#770; y
 *   <li>{@link Partial#XZ}, y = &theta; d + g(x) + u with E[u | x, z] = 0. Nuisances {@code ml_l}
 *       E[y | x], {@code ml_m} E[d | x, z], {@code ml_r} E[m(x, z) | x], learnt from what {@code
 *       ml_m} predicts of its own training rows; &psi;<sub>a</sub> = &minus;(d &minus; r&#770;)
 *       (m&#770; &minus; r&#770;), &psi;<sub>b</sub> = (m&#770; &minus; r&#770;)(y &minus; l&#770;)
 * </ul>
 *
 * <p>Source: Chernozhukov, Hansen and Spindler, <i>Post-selection and post-regularization inference
 * in linear models with many controls and instruments</i>, American Economic Review 105 (2015).
 *
 * @param partial what is partialled out
 */
public record PredictedInstrument(Partial partial) implements CausalModel {

  /** What learners take out, by the letters of the spec. */
  public enum Partial {
    /** The instruments of the treatment, of which the covariates are some. */
    Z,
    /** The covariates of everything, and the instruments of the treatment. */
    XZ
  }

  /** Checks that it is there. */
  public PredictedInstrument {
    Objects.requireNonNull(partial);
  }

  @Override
  public String name() {
    return "pliv";
  }

  @Override
  public String scoreName() {
    return "partialling-out";
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "effect of one unit of "
        + data.called(data.treatments().getFirst())
        + " on "
        + data.called(data.outcome())
        + ", identified by what "
        + String.join(", ", data.instruments().stream().map(data::called).toList())
        + (isXZ() ? " predict of it beyond the covariates" : " and the covariates predict of it")
        + " (partially linear instrumental-variable regression)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return isXZ()
        ? List.of(Slot.any("ml_l"), Slot.any("ml_m"), Slot.mean("ml_r"))
        : List.of(Slot.any("ml_r"));
  }

  @Override
  public String lackOfSensitivity() {
    return Requirements.RATIO;
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    String model = "pliv with partial " + partial.name().toLowerCase(Locale.ROOT);
    Requirements requirements =
        new Requirements(data)
            .varies("outcome", data.outcome())
            .varies("treatment", data.treatments().get(treatment))
            .instruments(model, 1, Integer.MAX_VALUE)
            .oneTreatment(model, "partial x estimates several together")
            .noEstimandWeights("pliv");
    data.instruments().forEach(instrument -> requirements.varies("instruments", instrument));
    return requirements.problems();
  }

  @Override
  public List<String> warnings(CausalData data, int treatment) {
    return isXZ()
        ? List.of()
        : List.of(
            "with partial z neither covariates nor an intercept are taken out of "
                + data.outcome().name()
                + " and "
                + data.treatments().get(treatment).name()
                + ": where the covariates matter for "
                + data.outcome().name()
                + " by themselves, or its mean is not zero without treatment, this counts as"
                + " effect");
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    if (!isXZ()) {
      return List.of(Nuisance.of("ml_r", data, d).beside(data.instruments()));
    }
    Nuisance first = Nuisance.of("ml_m", data, d).beside(data.instruments());
    return List.of(
        Nuisance.of("ml_l", data, data.outcome()), first, Nuisance.ofFitted("ml_r", first));
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return ResidualScore.of(
        isXZ() ? residual(data.outcome(), predictions.of("ml_l")) : data.outcome().toArray(),
        treatment(data, predictions),
        instrument(predictions));
  }

  /** The score itself: an instrument of other folds is one whatever it is worth. */
  @Override
  public List<LinearScore> instrumentMoments(
      CausalData data, Parameter parameter, Predictions predictions) {
    return List.of(score(data, parameter, predictions));
  }

  @Override
  public Optional<FirstStage> firstStage(
      CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(
        new Projection(
                treatment(data, predictions), List.of(instrument(predictions)), SampleMean.of(data))
            .firstStage(0));
  }

  private double[] treatment(CausalData data, Predictions predictions) {
    Column d = data.treatments().getFirst();
    return isXZ() ? Remainder.of(data, "treatment", d, predictions.of("ml_r")) : d.toArray();
  }

  private double[] instrument(Predictions predictions) {
    return isXZ()
        ? residual(predictions.of("ml_m"), predictions.of("ml_r"))
        : predictions.of("ml_r").toArray();
  }

  private boolean isXZ() {
    return partial == Partial.XZ;
  }
}
