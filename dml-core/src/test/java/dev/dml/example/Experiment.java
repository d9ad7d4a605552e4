package dev.dml.example;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.model.CausalModel;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Requirements;
import dev.dml.model.Slot;
import java.util.List;

/**
 * The average effect of a 0/1 treatment that was drawn with a known probability p.
 *
 * <p>Nuisances: {@code ml_g0} E[y | x, d = 0] and {@code ml_g1} E[y | x, d = 1], which make the
 * estimate precise, but are not needed to make it right. With hats for their predictions the score
 * is &psi;<sub>a</sub> = &minus;1, &psi;<sub>b</sub> = g&#770;<sub>1</sub> &minus;
 * g&#770;<sub>0</sub> + d (y &minus; g&#770;<sub>1</sub>) / p &minus; (1 &minus; d)(y &minus;
 * g&#770;<sub>0</sub>) / (1 &minus; p).
 *
 * @param probability p, in (0, 1)
 */
public record Experiment(double probability) implements CausalModel {

  /** Checks the probability. */
  public Experiment {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1), but was " + probability);
    }
  }

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String scoreName() {
    return "ate";
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    Column d = data.treatments().get(parameter.treatment());
    return "average effect of " + d.name() + " on " + data.outcome().name() + " (experiment)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return List.of(Slot.any("ml_g", "ml_g0", "ml_g1"));
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    return new Requirements(data)
        .varies("outcome", data.outcome())
        .binary("experiment", "treatment", data.treatments().get(treatment))
        .noInstruments("experiment")
        .noEstimandWeights("experiment")
        .problems();
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    return List.of(
        Nuisance.of("ml_g0", "ml_g", data, data.outcome()).given(d, 0),
        Nuisance.of("ml_g1", "ml_g", data, data.outcome()).given(d, 1));
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    Column y = data.outcome();
    Column d = data.treatments().get(parameter.treatment());
    Column g0 = predictions.of("ml_g0");
    Column g1 = predictions.of("ml_g1");
    double[] a = new double[data.rows()];
    double[] b = new double[data.rows()];
    for (int row = 0; row < b.length; row++) {
      a[row] = -1;
      b[row] =
          g1.get(row)
              - g0.get(row)
              + d.get(row) * (y.get(row) - g1.get(row)) / probability
              - (1 - d.get(row)) * (y.get(row) - g0.get(row)) / (1 - probability);
    }
    return new LinearScore(a, b);
  }
}
