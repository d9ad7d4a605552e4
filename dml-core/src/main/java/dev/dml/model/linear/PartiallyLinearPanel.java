package dev.dml.model.linear;

import static dev.dml.model.Remainder.residual;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.data.panel.PanelRows;
import dev.dml.inference.LinearScore;
import dev.dml.model.CausalModel;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Requirements;
import dev.dml.model.ResidualScore;
import dev.dml.model.Response;
import dev.dml.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The partially linear model of units i in periods t with unit effects, y<sub>it</sub> = &theta;
 * d<sub>it</sub> + g(x<sub>it</sub>) + a<sub>i</sub> + u<sub>it</sub>, whose effects a<sub>i</sub>
 * may depend on treatments and covariates in any way.
 *
 * <p>An {@linkplain PanelApproach approach} makes rows of the panel from which a<sub>i</sub> is
 * gone, or is explained. Their scores are those of {@link PartiallyLinear}, with the nuisances
 * {@code ml_l}, {@code ml_m} and, for the IV-type score, {@code ml_g}. Folds are made of whole
 * units, and errors are clustered by unit, or by what units belong to.
 *
 * <p>With general correlated random effects m&#770;<sup>*</sup> = m&#770; + d&#772;<sub>i</sub>
 * &minus; mean<sub>i</sub>(m&#770;) takes the place of m&#770;, so that the remainder d &minus;
 * m&#770;<sup>*</sup> is d &minus; m&#770; less its mean over the unit.
 *
 * <p>Source: Clarke and Polselli, <i>Double machine learning for static panel models with fixed
 * effects</i>, The Econometrics Journal (2025). It asks that treatments and covariates of all
 * periods are unrelated to u<sub>it</sub>: no effect of earlier outcomes on later treatments.
 *
 * @param approach how unit effects are kept out
 * @param score which of the two scores
 */
public record PartiallyLinearPanel(PanelApproach approach, PartiallyLinear.Score score)
    implements CausalModel {

  private static final String NAME = "panel-plr";

  /** Checks that both are there. */
  public PartiallyLinearPanel {
    Objects.requireNonNull(approach);
    Objects.requireNonNull(score);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String scoreName() {
    return new PartiallyLinear(score).scoreName();
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "effect of one unit of "
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + ", the same for everyone with the same covariates (partially linear panel regression, "
        + approach.words()
        + ")";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return new PartiallyLinear(score).slots(treatments, instruments);
  }

  /** What is wrong with the rows that were made; of the panel, {@link #observations} says it. */
  @Override
  public List<String> problems(CausalData data, int treatment) {
    return new Requirements(data)
        .varies("outcome", data.outcome())
        .varies("treatment", data.treatments().get(treatment))
        .problems();
  }

  @Override
  public Observations observations(CausalData data) {
    if (data.unit().isEmpty() || data.time().isEmpty()) {
      throw new InvalidInput("panel-plr needs a unit and a time");
    }
    List<String> problems =
        new ArrayList<>(
            new Requirements(data)
                .oneTreatment(
                    NAME, "estimate each in a run of its own, with the others as covariates")
                .noInstruments(NAME)
                .noEstimandWeights(NAME)
                .problems());
    if (data.clusters().size() > 1) {
      problems.add(
          "data.clusters: panel-plr takes one column of what units belong to, but there are 2: "
              + String.join(", ", data.clusters().stream().map(Column::name).toList())
              + "; left out, errors are clustered by unit");
    }
    return approach.observations(PanelRows.of(data)).with(problems);
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_l", data, data.outcome()));
    nuisances.add(Nuisance.of("ml_m", data, d).beside(data.beside()));
    if (score == PartiallyLinear.Score.IV_TYPE) {
      nuisances.add(Nuisance.afterEffect("ml_g", "ml_l", predicted(d), predicted(d), data));
    }
    return nuisances;
  }

  private Response.Predicted predicted(Column d) {
    return new Response.Predicted(d.name(), "ml_m", approach == PanelApproach.CRE_GENERAL);
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    Column d = data.treatments().get(parameter.treatment());
    double[] v = predicted(d).remainder("treatment", data, predictions);
    return switch (score) {
      case PARTIALLING_OUT ->
          ResidualScore.of(residual(data.outcome(), predictions.of("ml_l")), v, v);
      case IV_TYPE ->
          ResidualScore.of(residual(data.outcome(), predictions.of("ml_g")), d.toArray(), v);
    };
  }
}
