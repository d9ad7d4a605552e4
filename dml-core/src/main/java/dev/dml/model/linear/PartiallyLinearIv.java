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
import dev.dml.model.Response;
import dev.dml.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The partially linear instrumental-variable model y = &theta; d + g(x) + u with E[u | x, z] = 0
 * and z = m(x) + v.
 *
 * <p>Nuisances: {@code ml_l} E[y | x], {@code ml_r} E[d | x], {@code ml_m} E[z | x] (with several
 * instruments one each, {@code ml_m_NAME}, and with several treatments {@code ml_r_NAME}), and for
 * the IV-type score {@code ml_g} E[y &minus; &theta;<sub>0</sub> d | x] with the partialling-out
 * estimate &theta;<sub>0</sub> of the same repetition. With hats for out-of-fold predictions:
 *
 * <ul>
 *   <li>partialling out, one instrument: &psi;<sub>a</sub> = &minus;(d &minus; r&#770;)(z &minus;
 *       m&#770;), &psi;<sub>b</sub> = (z &minus; m&#770;)(y &minus; l&#770;)
 *   <li>partialling out, several instruments: the same with z &minus; m&#770; replaced by the
 *       fitted values of the least squares regression, with an intercept, of d &minus; r&#770; on
 *       all z &minus; m&#770;
 *   <li>partialling out, several treatments: two-stage least squares of y &minus; l&#770; on all d
 *       &minus; r&#770;, with an intercept in the first stage; see {@link EndogenousTreatments}
 *   <li>IV-type, one instrument: &psi;<sub>a</sub> = &minus;(z &minus; m&#770;) d,
 *       &psi;<sub>b</sub> = (z &minus; m&#770;)(y &minus; g&#770;)
 * </ul>
 *
 * <p>Source: Chernozhukov et al. (2018), equations (4.7) and (4.8); several instruments after
 * Chernozhukov, Hansen and Spindler (American Economic Review 105, 2015).
 *
 * @param score which of the two scores
 */
public record PartiallyLinearIv(PartiallyLinear.Score score) implements CausalModel {

  /** Of more treatments that are estimated together there is no robust set of each. */
  private static final int MOST_WITH_A_SET = 2;

  /** Checks that the score is there. */
  public PartiallyLinearIv {
    Objects.requireNonNull(score);
  }

  /** The model with the partialling-out score. */
  public static PartiallyLinearIv partiallingOut() {
    return new PartiallyLinearIv(PartiallyLinear.Score.PARTIALLING_OUT);
  }

  /** The model with the IV-type score, for one instrument. */
  public static PartiallyLinearIv ivType() {
    return new PartiallyLinearIv(PartiallyLinear.Score.IV_TYPE);
  }

  @Override
  public String name() {
    return "pliv";
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
        + (data.treatments().size() > 1
            ? ", estimated together with "
                + data.treatments().stream()
                    .filter(each -> !each.equals(data.treatments().get(parameter.treatment())))
                    .map(data::called)
                    .collect(Collectors.joining(", "))
            : "")
        + ", identified by "
        + String.join(", ", data.instruments().stream().map(data::called).toList())
        + " (partially linear instrumental-variable regression)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    List<Slot> slots =
        new ArrayList<>(
            List.of(
                Slot.any("ml_l"),
                Slot.any("ml_m", parts("ml_m_", instruments)),
                Slot.any("ml_r", parts("ml_r_", treatments))));
    if (isIvType()) {
      slots.add(Slot.mean("ml_g"));
    }
    return slots;
  }

  @Override
  public String lackOfSensitivity() {
    return Requirements.RATIO;
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    Requirements requirements =
        new Requirements(data)
            .varies("outcome", data.outcome())
            .varies("treatment", data.treatments().get(treatment))
            .instruments(
                isIvType() ? "pliv with the iv-type score" : "pliv",
                1,
                isIvType() ? 1 : Integer.MAX_VALUE)
            .asManyInstrumentsAsTreatments("pliv")
            .noEstimandWeights("pliv");
    if (isIvType()) {
      requirements.oneTreatment(
          "pliv with the iv-type score", "the partialling-out score estimates several together");
    }
    data.instruments().forEach(instrument -> requirements.varies("instruments", instrument));
    return requirements.problems();
  }

  /** All treatments at once: one that is endogenous may not be a covariate of another. */
  @Override
  public List<List<Parameter>> parameters(CausalData data) {
    return List.of(IntStream.range(0, data.treatments().size()).mapToObj(Parameter::new).toList());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_l", data, data.outcome()));
    for (Column d : data.treatments()) {
      nuisances.add(Nuisance.of(treatmentNuisance(data, d), "ml_r", data, d));
    }
    for (Column z : data.instruments()) {
      nuisances.add(Nuisance.of(instrumentNuisance(data, z), "ml_m", data, z));
    }
    if (isIvType()) {
      Response.Predicted d = new Response.Predicted(data.treatments().getFirst().name(), "ml_r");
      Response.Predicted z = new Response.Predicted(data.instruments().getFirst().name(), "ml_m");
      nuisances.add(Nuisance.afterEffect("ml_g", "ml_l", d, z, data));
    }
    return nuisances;
  }

  private static String treatmentNuisance(CausalData data, Column treatment) {
    return data.treatments().size() == 1 ? "ml_r" : "ml_r_" + treatment.name();
  }

  private static String instrumentNuisance(CausalData data, Column instrument) {
    return data.instruments().size() == 1 ? "ml_m" : "ml_m_" + instrument.name();
  }

  /** A nuisance for each of several variables; that of a single one has the name of its slot. */
  private static String[] parts(String prefix, List<String> variables) {
    return variables.size() < 2
        ? new String[0]
        : variables.stream().map(name -> prefix + name).toArray(String[]::new);
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return switch (score) {
      case PARTIALLING_OUT -> partialledOut(data, parameter.treatment(), predictions);
      case IV_TYPE -> ivType(data, parameter.treatment(), predictions);
    };
  }

  @Override
  public Optional<FirstStage> firstStage(
      CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(
        data.treatments().size() == 1
            ? new Projection(
                    treatmentRemainder(data, 0, predictions),
                    instrumentRemainders(data, predictions),
                    SampleMean.of(data))
                .firstStage(0)
            : endogenous(data, predictions).firstStage(parameter.treatment()));
  }

  /**
   * The residual of the outcome less the effect times that of the treatment, times what the
   * covariates leave of each instrument, under either score: in that of IV type the outcome is
   * adjusted by an estimate that weak instruments make useless.
   */
  @Override
  public List<LinearScore> instrumentMoments(
      CausalData data, Parameter parameter, Predictions predictions) {
    return data.treatments().size() > MOST_WITH_A_SET
        ? List.of()
        : instrumentMoments(data, parameter.treatment(), predictions);
  }

  @Override
  public List<LinearScore> instrumentMomentsOfOther(
      CausalData data, Parameter parameter, Predictions predictions) {
    return data.treatments().size() == MOST_WITH_A_SET
        ? instrumentMoments(data, 1 - parameter.treatment(), predictions)
        : List.of();
  }

  private static List<LinearScore> instrumentMoments(
      CausalData data, int treatment, Predictions predictions) {
    double[] u = residual(data.outcome(), predictions.of("ml_l"));
    double[] w = treatmentRemainder(data, treatment, predictions);
    return new OrthonormalBasis(SampleMean.of(data))
        .of(instrumentRemainders(data, predictions)).stream()
            .map(v -> ResidualScore.of(u, w, v))
            .toList();
  }

  private static LinearScore partialledOut(
      CausalData data, int treatment, Predictions predictions) {
    if (data.treatments().size() > 1) {
      return endogenous(data, predictions).score(treatment);
    }
    double[] w = treatmentRemainder(data, treatment, predictions);
    List<double[]> v = instrumentRemainders(data, predictions);
    return ResidualScore.of(
        residual(data.outcome(), predictions.of("ml_l")),
        w,
        v.size() == 1 ? v.getFirst() : new Projection(w, v, SampleMean.of(data)).fitted());
  }

  private static EndogenousTreatments endogenous(CausalData data, Predictions predictions) {
    return new EndogenousTreatments(
        data.treatments().stream().map(Column::name).toList(),
        residual(data.outcome(), predictions.of("ml_l")),
        IntStream.range(0, data.treatments().size())
            .mapToObj(each -> treatmentRemainder(data, each, predictions))
            .toList(),
        instrumentRemainders(data, predictions),
        SampleMean.of(data));
  }

  private static LinearScore ivType(CausalData data, int treatment, Predictions predictions) {
    return ResidualScore.of(
        residual(data.outcome(), predictions.of("ml_g")),
        data.treatments().get(treatment).toArray(),
        instrumentRemainder(data, data.instruments().getFirst(), predictions));
  }

  private static List<double[]> instrumentRemainders(CausalData data, Predictions predictions) {
    return data.instruments().stream().map(z -> instrumentRemainder(data, z, predictions)).toList();
  }

  private static double[] treatmentRemainder(
      CausalData data, int treatment, Predictions predictions) {
    Column d = data.treatments().get(treatment);
    return Remainder.of(data, "treatment", d, predictions.of(treatmentNuisance(data, d)));
  }

  private static double[] instrumentRemainder(CausalData data, Column z, Predictions predictions) {
    return Remainder.of(data, "instrument", z, predictions.of(instrumentNuisance(data, z)));
  }

  private boolean isIvType() {
    return score == PartiallyLinear.Score.IV_TYPE;
  }
}
