package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.Estimate;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SampleMean;
import dev.dml.model.CausalModel;
import dev.dml.model.FirstStage;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Remainder;
import dev.dml.model.Requirements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.TrimmedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The interactive instrumental-variable model: a 0/1 instrument z moves a 0/1 treatment d, and the
 * effect is that on the compliers, who follow the instrument (the local average treatment effect,
 * LATE).
 *
 * <p>Nuisances: {@code ml_g0}, {@code ml_g1} E[y | x, z], {@code ml_m} P(z = 1 | x), {@code ml_r0},
 * {@code ml_r1} P(d = 1 | x, z). With hats for out-of-fold predictions:
 *
 * <p>&psi;<sub>b</sub> = g&#770;<sub>1</sub> &minus; g&#770;<sub>0</sub> + z (y &minus;
 * g&#770;<sub>1</sub>) / m&#770; &minus; (1 &minus; z)(y &minus; g&#770;<sub>0</sub>) / (1 &minus;
 * m&#770;), and &minus;&psi;<sub>a</sub> is the same expression in d and r&#770;.
 *
 * <p>Source: Chernozhukov et al. (2018), section 5.2. Folds are stratified by (d, z).
 *
 * @param alwaysTakers whether there are any; without, nobody takes the treatment when z = 0 and
 *     r&#770;<sub>0</sub> = 0
 * @param neverTakers whether there are any; without, everybody takes it when z = 1 and
 *     r&#770;<sub>1</sub> = 1
 * @param propensity how P(z = 1 | x) is clipped and weighted
 */
public record InteractiveIv(Subgroup alwaysTakers, Subgroup neverTakers, Propensity propensity)
    implements CausalModel {

  /** Whether a group that does not follow the instrument exists. */
  public enum Subgroup {
    /** There may be such people. */
    PRESENT,
    /** There are none, by design of the study. */
    ABSENT
  }

  /** Checks that all parts are there. */
  public InteractiveIv {
    Objects.requireNonNull(alwaysTakers);
    Objects.requireNonNull(neverTakers);
    Objects.requireNonNull(propensity);
  }

  /** The model with always-takers and never-takers and the default handling of propensities. */
  public static InteractiveIv late() {
    return new InteractiveIv(Subgroup.PRESENT, Subgroup.PRESENT, Propensity.DEFAULT);
  }

  /** The same model with another handling of propensities. */
  public InteractiveIv withPropensity(Propensity value) {
    return new InteractiveIv(alwaysTakers, neverTakers, value);
  }

  /** The same model, without always-takers. */
  public InteractiveIv withoutAlwaysTakers() {
    return new InteractiveIv(Subgroup.ABSENT, neverTakers, propensity);
  }

  /** The same model, without never-takers. */
  public InteractiveIv withoutNeverTakers() {
    return new InteractiveIv(alwaysTakers, Subgroup.ABSENT, propensity);
  }

  @Override
  public String name() {
    return "iivm";
  }

  @Override
  public String scoreName() {
    return "late";
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "average effect of "
        + data.called(data.treatments().get(parameter.treatment()))
        + " on "
        + data.called(data.outcome())
        + " among those whose treatment follows "
        + data.called(data.instruments().getFirst())
        + " (local average treatment effect)"
        + propensity.population(data.instruments().getFirst().name());
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    Set<String> known = new HashSet<>();
    if (alwaysTakers == Subgroup.ABSENT) {
      known.add("ml_r0");
    }
    if (neverTakers == Subgroup.ABSENT) {
      known.add("ml_r1");
    }
    return List.of(
        Slot.any("ml_g", "ml_g0", "ml_g1"),
        Slot.probability("ml_m"),
        Slot.probability("ml_r", "ml_r0", "ml_r1").without(known));
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
            .oneTreatment(
                "iivm",
                "pliv estimates the effects of several treatments together, with at least as many"
                    + " instruments")
            .binary("iivm", "treatment", data.treatments().get(treatment))
            .instruments("iivm", 1, 1)
            .noEstimandWeights("iivm");
    if (data.instruments().size() == 1) {
      requirements.binary("iivm", "instrument", data.instruments().getFirst());
    }
    List<String> problems = new ArrayList<>(requirements.problems());
    if (problems.isEmpty()) {
      Column d = data.treatments().get(treatment);
      Column z = data.instruments().getFirst();
      if (alwaysTakers == Subgroup.PRESENT && rows(z, 0, d, 1) == 0) {
        problems.add(oneSided("always_takers", z, 0, d, 1));
      }
      if (neverTakers == Subgroup.PRESENT && rows(z, 1, d, 0) == 0) {
        problems.add(oneSided("never_takers", z, 1, d, 0));
      }
    }
    return problems;
  }

  private static int rows(Column z, double assigned, Column d, double taken) {
    return Rows.where(z.size(), row -> z.get(row) == assigned && d.get(row) == taken).size();
  }

  private static String oneSided(String group, Column z, int assigned, Column d, int taken) {
    return "subgroups."
        + group
        + ": must be false, because no row with "
        + z.name()
        + " = "
        + assigned
        + " has "
        + d.name()
        + " = "
        + taken
        + " in these data";
  }

  @Override
  public List<String> warnings(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    Column z = data.instruments().getFirst();
    List<String> warnings = new ArrayList<>();
    int takers = rows(z, 0, d, 1);
    if (alwaysTakers == Subgroup.ABSENT && takers > 0) {
      warnings.add(
          "always_takers is false, but "
              + takers
              + " rows have "
              + z.name()
              + " = 0 and "
              + d.name()
              + " = 1");
    }
    int refusers = rows(z, 1, d, 0);
    if (neverTakers == Subgroup.ABSENT && refusers > 0) {
      warnings.add(
          "never_takers is false, but "
              + refusers
              + " rows have "
              + z.name()
              + " = 1 and "
              + d.name()
              + " = 0");
    }
    return warnings;
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return List.of(data.treatments().get(treatment).name(), data.instruments().getFirst().name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    Column z = data.instruments().getFirst();
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(Nuisance.of("ml_g0", "ml_g", data, data.outcome()).given(z, 0));
    nuisances.add(Nuisance.of("ml_g1", "ml_g", data, data.outcome()).given(z, 1));
    nuisances.add(Nuisance.probability("ml_m", "ml_m", z).calibrated(propensity.calibration()));
    if (alwaysTakers == Subgroup.PRESENT) {
      nuisances.add(Nuisance.probability("ml_r0", "ml_r", d).given(z, 0));
    }
    if (neverTakers == Subgroup.PRESENT) {
      nuisances.add(Nuisance.probability("ml_r1", "ml_r", d).given(z, 1));
    }
    return nuisances;
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    Column z = data.instruments().getFirst();
    Column y = data.outcome();
    Column g0 = predictions.of("ml_g0");
    Column g1 = predictions.of("ml_g1");
    TrimmedSample left = propensity.trimmed(predictions.of("ml_m"), z, data);
    double[] m = propensity.adjust(predictions.of("ml_m"), z, left.mean());
    double[] a = compliance(data, parameter.treatment(), predictions);
    double[] b = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = -a[i];
      b[i] = left.keeps(i) ? contrast(y.get(i), g0.get(i), g1.get(i), z.get(i), m[i]) : 0;
    }
    return new LinearScore(a, b);
  }

  /** The signal of the effect of z on d, by row; 0 in rows that are left out. */
  private double[] compliance(CausalData data, int treatment, Predictions predictions) {
    Column z = data.instruments().getFirst();
    Column d = data.treatments().get(treatment);
    TrimmedSample left = propensity.trimmed(predictions.of("ml_m"), z, data);
    double[] m = propensity.adjust(predictions.of("ml_m"), z, left.mean());
    Column r0 = alwaysTakers == Subgroup.PRESENT ? predictions.of("ml_r0") : null;
    Column r1 = neverTakers == Subgroup.PRESENT ? predictions.of("ml_r1") : null;
    double[] effect = new double[data.rows()];
    for (int i = 0; i < effect.length; i++) {
      double taken0 = r0 == null ? 0 : r0.get(i);
      double taken1 = r1 == null ? 1 : r1.get(i);
      effect[i] = left.keeps(i) ? contrast(d.get(i), taken0, taken1, z.get(i), m[i]) : 0;
    }
    Remainder.refuseExplained(data, "treatment", d, effect);
    return effect;
  }

  /** The doubly robust signal of the effect of z on a variable v with predictions v0 and v1. */
  private static double contrast(double v, double v0, double v1, double z, double m) {
    return v1 - v0 + Propensity.weightedResidual(v, v0, v1, z, m);
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(
        propensity.overlap(predictions.of("ml_m"), data.instruments().getFirst(), data));
  }

  /**
   * The score itself: for every effect it is the signal of z on y less that on d times the effect.
   */
  @Override
  public List<LinearScore> instrumentMoments(
      CausalData data, Parameter parameter, Predictions predictions) {
    return List.of(score(data, parameter, predictions));
  }

  /** The squared t statistic of the share of compliers, which is the effect of z on d. */
  @Override
  public Optional<FirstStage> firstStage(
      CausalData data, Parameter parameter, Predictions predictions) {
    TrimmedSample left =
        propensity.trimmed(predictions.of("ml_m"), data.instruments().getFirst(), data);
    double[] constant = new double[data.rows()];
    Arrays.setAll(constant, row -> left.keeps(row) ? -1 : 0);
    Estimate compliers =
        new LinearScore(constant, compliance(data, parameter.treatment(), predictions))
            .solve(SampleMean.of(data).design())
            .estimate();
    double t = compliers.coefficient() / compliers.standardError();
    return Optional.of(new FirstStage(t * t, 1, data.rows()));
  }
}
