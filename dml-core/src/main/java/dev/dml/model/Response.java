package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.panel.UnitMeans;
import dev.dml.inference.SampleMean;
import java.util.List;

/**
 * The variable whose conditional mean a nuisance is, described as data so that it can be computed
 * anywhere.
 */
public sealed interface Response {

  /** The value by row, in an array that others share and nobody changes. */
  double[] values(CausalData data);

  /** Whether every value is 0 or 1 and both occur. */
  boolean isBinary(CausalData data);

  /** The response in words, such as {@code wage}. */
  String label();

  /**
   * An outcome, treatment or instrument as it was observed.
   *
   * @param variable its name
   */
  record Observed(String variable) implements Response {

    @Override
    public double[] values(CausalData data) {
      return ObservedValues.of(data.variable(variable));
    }

    @Override
    public boolean isBinary(CausalData data) {
      return data.variable(variable).isBinary();
    }

    @Override
    public String label() {
      return variable;
    }
  }

  /**
   * Whether a treatment is at a level, 0 or 1.
   *
   * @param variable the name of the treatment
   * @param value the number that stands for the level
   * @param level the level in words
   */
  record Indicator(String variable, double value, String level) implements Response {

    @Override
    public double[] values(CausalData data) {
      return ObservedValues.of(LevelIndicators.of(data.variable(variable), value));
    }

    @Override
    public boolean isBinary(CausalData data) {
      return LevelIndicators.of(data.variable(variable), value).isBinary();
    }

    @Override
    public String label() {
      return "[" + variable + " = " + level + "]";
    }
  }

  /**
   * What another nuisance, learnt on the training rows of a task, predicts of these same rows: its
   * fitted values, which differ from fold to fold.
   *
   * <p>As a variable it is the response of that nuisance, whose conditional mean given less is that
   * of the fitted values as well: by it losses are measured.
   *
   * @param nuisance the other nuisance
   */
  record Fitted(Nuisance nuisance) implements Response {

    /** Checks that there are two stages at the most. */
    public Fitted {
      if (nuisance.response() instanceof Fitted) {
        throw new IllegalArgumentException(
            "the fitted values of " + nuisance.name() + " are those of fitted values");
      }
    }

    @Override
    public double[] values(CausalData data) {
      return nuisance.response().values(data);
    }

    @Override
    public boolean isBinary(CausalData data) {
      return false;
    }

    @Override
    public String label() {
      return nuisance.response().label();
    }
  }

  /**
   * How much a variable has changed.
   *
   * @param later the name of its later value
   * @param earlier the name of its earlier one
   */
  record Change(String later, String earlier) implements Response {

    @Override
    public double[] values(CausalData data) {
      double[] values = data.variable(later).toArray();
      Column before = data.variable(earlier);
      for (int row = 0; row < values.length; row++) {
        values[row] -= before.get(row);
      }
      return values;
    }

    /** A change is learnt as a mean, since that of a 0/1 variable may be &minus;1. */
    @Override
    public boolean isBinary(CausalData data) {
      return false;
    }

    @Override
    public String label() {
      return later + " - " + earlier;
    }
  }

  /**
   * What will be left of the outcome after a first estimate of the effect, y &minus;
   * &theta;<sub>0</sub> d, where &theta;<sub>0</sub> is the root of E<sub>n</sub>[(y &minus;
   * l&#770; &minus; &theta; (d &minus; r&#770;)) (z &minus; m&#770;)] with out-of-fold predictions
   * l&#770;, r&#770; and m&#770; of other nuisances. It has no values before these are there.
   *
   * @param outcome y and l
   * @param treatment d and r
   * @param instrument z and m; the treatment itself where it is exogenous
   */
  record Adjusted(Predicted outcome, Predicted treatment, Predicted instrument)
      implements Response {

    @Override
    public double[] values(CausalData data) {
      throw new IllegalStateException(label() + " waits for " + String.join(", ", awaited()));
    }

    @Override
    public boolean isBinary(CausalData data) {
      return false;
    }

    @Override
    public String label() {
      return outcome.variable + " - effect x " + treatment.variable;
    }

    List<String> awaited() {
      return List.of(outcome.nuisance, treatment.nuisance, instrument.nuisance);
    }

    /**
     * With the first estimate.
     *
     * @throws dev.dml.inference.UnidentifiedException if the covariates explain the treatment or
     *     the instrument
     */
    Residual settled(CausalData data, Predictions predictions) {
      double[] u = Remainder.residual(data.outcome(), predictions.of(outcome.nuisance));
      double[] w = treatment.remainder("treatment", data, predictions);
      double[] v =
          instrument.equals(treatment) ? w : instrument.remainder("instrument", data, predictions);
      double effect =
          ResidualScore.of(u, w, v).solve(SampleMean.of(data).design()).estimate().coefficient();
      return new Residual(outcome.variable, effect, treatment.variable);
    }
  }

  /**
   * A variable and the nuisance that predicts it.
   *
   * @param variable the name of an outcome, treatment or instrument
   * @param nuisance the name of the nuisance
   * @param isWithinUnits whether what it leaves of the variable is less its mean over the unit of
   *     the row
   */
  record Predicted(String variable, String nuisance, boolean isWithinUnits) {

    /** A variable and the nuisance whose predictions are taken as they are. */
    public Predicted(String variable, String nuisance) {
      this(variable, nuisance, false);
    }

    /**
     * What the nuisance leaves of the variable.
     *
     * @throws dev.dml.inference.UnidentifiedException if the covariates explain the variable
     */
    public double[] remainder(String role, CausalData data, Predictions predictions) {
      Column observed = data.variable(variable);
      double[] residual = Remainder.residual(observed, predictions.of(nuisance));
      double[] remainder = isWithinUnits ? UnitMeans.of(data).deviations(residual) : residual;
      Remainder.refuseExplained(data, role, observed, remainder);
      return remainder;
    }
  }

  /**
   * What is left of the outcome after a first estimate of the effect, y &minus; &theta;<sub>0</sub>
   * d.
   *
   * @param outcome the name of y
   * @param effect the first estimate &theta;<sub>0</sub>
   * @param treatment the name of d
   */
  record Residual(String outcome, double effect, String treatment) implements Response {

    @Override
    public double[] values(CausalData data) {
      double[] values = data.variable(outcome).toArray();
      Column d = data.variable(treatment);
      for (int row = 0; row < values.length; row++) {
        values[row] -= effect * d.get(row);
      }
      return values;
    }

    @Override
    public boolean isBinary(CausalData data) {
      return false;
    }

    @Override
    public String label() {
      return outcome + " - effect x " + treatment;
    }
  }
}
