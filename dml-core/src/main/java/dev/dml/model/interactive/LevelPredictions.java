package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import dev.dml.model.EffectSignal;
import dev.dml.model.Level;
import dev.dml.model.LevelIndicators;
import dev.dml.model.Predictions;
import dev.dml.model.Response;
import dev.dml.model.SensitivityElements;
import dev.dml.model.propensity.Overlap;
import dev.dml.model.propensity.Propensity;
import java.util.List;

/**
 * What was predicted of the levels of a treatment, and what follows of it.
 *
 * @param levels those that are estimated
 * @param propensity how propensities are clipped and weighted
 * @param learnsOthers whether the outcome was learnt among the other levels of each too
 * @param predictions by the name of the nuisance
 */
record LevelPredictions(
    CausalData data,
    List<Level> levels,
    Propensity propensity,
    boolean learnsOthers,
    Predictions predictions) {

  /** The slot of outcomes. */
  static final String OUTCOME = "ml_g";

  /** The slot of propensities. */
  static final String PROPENSITY = "ml_m";

  /** The name of E[y | x, d = level]. */
  static String outcome(String level) {
    return OUTCOME + ".d=" + level;
  }

  /** The name of E[y | d, x, d &ne; level]. */
  static String otherOutcome(String level) {
    return OUTCOME + ".d!=" + level;
  }

  /** The name of P(d = level | x). */
  static String propensity(String level) {
    return PROPENSITY + ".d=" + level;
  }

  /** E[y | x, d = level]. */
  private Column outcome(Level level) {
    return predictions.of(outcome(level.name()));
  }

  /** The score of the average outcome at a level, as its numerator and denominator by row. */
  EffectSignal signal(Level level) {
    Column y = data.outcome();
    Column at = indicator(level);
    Column g = outcome(level);
    double[] m = probabilities(level);
    EstimandWeights weights = EstimandWeights.of(data);
    double[] numerator = new double[data.rows()];
    double[] denominator = new double[data.rows()];
    for (int i = 0; i < numerator.length; i++) {
      double weight = weights.get(i);
      denominator[i] = weight;
      numerator[i] =
          Propensity.arm(y.get(i), g.get(i), at.get(i) == 1, m[i], weight, weights.expected(i));
    }
    return new EffectSignal(numerator, denominator);
  }

  /**
   * The representer is &omega;&#772; T / m&#770;, and its functional &omega; &omega;&#772; /
   * m&#770;.
   */
  SensitivityElements sensitivity(Level level) {
    Column at = indicator(level);
    double[] m = probabilities(level);
    EstimandWeights weights = EstimandWeights.of(data);
    double[] representer = new double[data.rows()];
    double[] moment = new double[data.rows()];
    for (int i = 0; i < moment.length; i++) {
      double expected = weights.expected(i);
      representer[i] = expected * at.get(i) / m[i];
      moment[i] = weights.get(i) * expected / m[i];
    }
    return new SensitivityElements(residual(level), representer, moment);
  }

  /** The outcome less its prediction at the level of each row. */
  private double[] residual(Level level) {
    double[] residual = data.outcome().toArray();
    if (learnsOthers) {
      Column at = indicator(level);
      subtract(outcome(level), at, 1, residual);
      subtract(predictions.of(otherOutcome(level.name())), at, 0, residual);
    } else {
      for (Level each : levels) {
        Column g = outcome(each);
        subtract(g, indicator(each), 1, residual);
      }
    }
    return residual;
  }

  private static void subtract(Column prediction, Column indicator, int where, double[] from) {
    for (int i = 0; i < from.length; i++) {
      if (indicator.get(i) == where) {
        from[i] -= prediction.get(i);
      }
    }
  }

  private Column indicator(Level level) {
    return LevelIndicators.of(data.treatments().getFirst(), level.value());
  }

  /** P(d = level | x) as the score uses it. */
  private double[] probabilities(Level level) {
    String name = propensity(level.name());
    if (predictions.has(name)) {
      return propensity.adjust(predictions.of(name), indicator(level), SampleMean.of(data));
    }
    Level other = other(level);
    double[] m =
        propensity.adjust(
            predictions.of(propensity(other.name())), indicator(other), SampleMean.of(data));
    for (int i = 0; i < m.length; i++) {
      m[i] = 1 - m[i];
    }
    return m;
  }

  private Level other(Level level) {
    return levels.stream().filter(candidate -> !candidate.equals(level)).findFirst().orElseThrow();
  }

  /** How far the rows at a level can be compared with the others. */
  Overlap overlap(Level level) {
    String name = propensity(level.name());
    Column predicted =
        predictions.has(name)
            ? predictions.of(name)
            : complement(predictions.of(propensity(other(level).name())));
    String label =
        new Response.Indicator(data.treatments().getFirst().name(), level.value(), level.name())
            .label();
    return propensity.overlap(predicted, indicator(level).named(label), data);
  }

  private static Column complement(Column probabilities) {
    double[] others = probabilities.toArray();
    for (int i = 0; i < others.length; i++) {
      others[i] = 1 - others[i];
    }
    return Column.of(probabilities.name(), others);
  }
}
