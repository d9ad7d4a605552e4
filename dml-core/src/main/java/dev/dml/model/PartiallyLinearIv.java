package dev.dml.model;

import static dev.dml.model.ResidualScore.residual;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The partially linear instrumental-variable model y = &theta; d + g(x) + u with E[u | x, z] = 0
 * and z = m(x) + v.
 *
 * <p>Nuisances: {@code ml_l} E[y | x], {@code ml_r} E[d | x], {@code ml_m} E[z | x] (with several
 * instruments one each, {@code ml_m_NAME}), and for the IV-type score {@code ml_g} E[y &minus;
 * &theta;<sub>0</sub> d | x] with the partialling-out estimate &theta;<sub>0</sub> of the same
 * repetition. With hats for out-of-fold predictions:
 *
 * <ul>
 *   <li>partialling out, one instrument: &psi;<sub>a</sub> = &minus;(d &minus; r&#770;)(z &minus;
 *       m&#770;), &psi;<sub>b</sub> = (z &minus; m&#770;)(y &minus; l&#770;)
 *   <li>partialling out, several instruments: the same with z &minus; m&#770; replaced by the
 *       fitted values of the least squares regression, with an intercept, of d &minus; r&#770; on
 *       all z &minus; m&#770;
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
  public String estimand(CausalData data, int treatment) {
    return "effect of one unit of "
        + data.treatments().get(treatment).name()
        + " on "
        + data.outcome().name()
        + ", identified by "
        + String.join(", ", data.instruments().stream().map(Column::name).toList())
        + " (partially linear instrumental-variable regression)";
  }

  @Override
  public List<Slot> slots(List<String> instruments) {
    List<Slot> slots =
        new ArrayList<>(
            List.of(
                Slot.any("ml_l"),
                Slot.any("ml_m", instrumentParts(instruments)),
                Slot.any("ml_r")));
    if (isIvType()) {
      slots.add(Slot.mean("ml_g"));
    }
    return slots;
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
                isIvType() ? 1 : Integer.MAX_VALUE);
    data.instruments().forEach(instrument -> requirements.varies("instruments", instrument));
    return requirements.problems();
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_l", data, data.outcome()));
    nuisances.add(Nuisance.of("ml_r", data, data.treatments().get(treatment)));
    for (Column z : data.instruments()) {
      nuisances.add(Nuisance.of(instrumentNuisance(data, z), "ml_m", data, z));
    }
    return nuisances;
  }

  private static String instrumentNuisance(CausalData data, Column instrument) {
    return data.instruments().size() == 1 ? "ml_m" : "ml_m_" + instrument.name();
  }

  private static String[] instrumentParts(List<String> instruments) {
    return instruments.size() < 2
        ? new String[0]
        : instruments.stream().map(name -> "ml_m_" + name).toArray(String[]::new);
  }

  @Override
  public List<String> secondWaveNames() {
    return isIvType() ? List.of("ml_g") : List.of();
  }

  @Override
  public List<Nuisance> secondWave(CausalData data, int treatment, Predictions first) {
    if (!isIvType()) {
      return List.of();
    }
    double effect = partialledOut(data, treatment, first).solve().coefficient();
    return List.of(ResidualScore.adjustedOutcome(data, treatment, effect));
  }

  @Override
  public LinearScore score(CausalData data, int treatment, Predictions predictions) {
    return switch (score) {
      case PARTIALLING_OUT -> partialledOut(data, treatment, predictions);
      case IV_TYPE -> ivType(data, treatment, predictions);
    };
  }

  @Override
  public Optional<FirstStage> firstStage(CausalData data, int treatment, Predictions predictions) {
    return Optional.of(projection(data, treatment, predictions).firstStage());
  }

  private static LinearScore partialledOut(
      CausalData data, int treatment, Predictions predictions) {
    return ResidualScore.of(
        residual(data.outcome(), predictions.of("ml_l")),
        treatmentRemainder(data, treatment, predictions),
        data.instruments().size() == 1
            ? instrumentRemainder(data, data.instruments().getFirst(), predictions)
            : projection(data, treatment, predictions).fitted());
  }

  private static LinearScore ivType(CausalData data, int treatment, Predictions predictions) {
    return ResidualScore.of(
        residual(data.outcome(), predictions.of("ml_g")),
        data.treatments().get(treatment).toArray(),
        instrumentRemainder(data, data.instruments().getFirst(), predictions));
  }

  private static Projection projection(CausalData data, int treatment, Predictions predictions) {
    List<double[]> v =
        data.instruments().stream().map(z -> instrumentRemainder(data, z, predictions)).toList();
    return new Projection(treatmentRemainder(data, treatment, predictions), v);
  }

  private static double[] treatmentRemainder(
      CausalData data, int treatment, Predictions predictions) {
    return Remainder.of(
        data, "treatment", data.treatments().get(treatment), predictions.of("ml_r"));
  }

  private static double[] instrumentRemainder(CausalData data, Column z, Predictions predictions) {
    return Remainder.of(data, "instrument", z, predictions.of(instrumentNuisance(data, z)));
  }

  private boolean isIvType() {
    return score == PartiallyLinear.Score.IV_TYPE;
  }
}
