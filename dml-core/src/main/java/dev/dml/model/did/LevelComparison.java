package dev.dml.model.did;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.SampleMean;
import dev.dml.model.EffectSignal;
import dev.dml.model.SensitivityElements;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Treated and controls of whom some were observed before and others after.
 *
 * <p>With D for the treated, T for rows observed after, p = E[D], hats for out-of-fold predictions
 * g&#770;<sub>dt</sub> of the outcome in the four cells, D&#772; = g&#770;<sub>11</sub> &minus;
 * g&#770;<sub>10</sub> &minus; g&#770;<sub>01</sub> + g&#770;<sub>00</sub>, and weights
 * v<sub>1t</sub> = 1 and v<sub>0t</sub> = o = m&#770; / (1 &minus; m&#770;), the score is
 *
 * <p>&psi;<sub>a</sub> = &minus;A, &psi;<sub>b</sub> = A D&#772; &plusmn; v<sub>dt</sub> (y &minus;
 * g&#770;<sub>dt</sub>) / c<sub>dt</sub>
 *
 * <p>with d and t of the row, the sign + in the cells 11 and 00, A = D / p, and c<sub>dt</sub> the
 * mean of v<sub>dt</sub> in its cell, E[1{cell} v<sub>dt</sub>], if weights are normalised;
 * otherwise it is p E[T] or p (1 &minus; E[T]). In an experiment o = 1 and A = 1, and
 * c<sub>0t</sub>, if not normalised, has 1 &minus; p for p.
 *
 * <p>Source: Sant'Anna and Zhao (2020), equations (3.3) and (3.4).
 */
final class LevelComparison implements Comparison {

  private final int size;
  private final SampleMean mean;
  private final Rows rows;
  private final Column outcome;
  private final IntPredicate treated;
  private final IntPredicate after;

  /** The predictions by d and t. */
  private final Column[][] g;

  private final boolean experiment;
  private final IntToDoubleFunction odds;
  private final double share;

  /** c by d and t. */
  private final double[][] weight = new double[2][2];

  /**
   * A comparison.
   *
   * @param size the number of rows of the data
   * @param rows those that are compared
   * @param treated whether a row is of the treated
   * @param after whether a row was observed after
   * @param mean the mean over the rows that are compared
   * @param g the predicted outcome by d and t
   * @param odds o of a row; not asked in an experiment
   */
  LevelComparison(
      int size,
      Rows rows,
      Column outcome,
      IntPredicate treated,
      IntPredicate after,
      SampleMean mean,
      Column[][] g,
      IntToDoubleFunction odds,
      ScoreRule rule) {
    this.size = size;
    this.rows = rows;
    this.outcome = outcome;
    this.treated = treated;
    this.after = after;
    this.g = g;
    this.experiment = rule.assignment() == Assignment.EXPERIMENTAL;
    this.odds = experiment ? row -> 1 : odds;
    this.mean = mean;
    this.share = mean(row -> treated.test(row) ? 1 : 0);
    double late = mean(row -> after.test(row) ? 1 : 0);
    for (int d = 0; d < 2; d++) {
      for (int t = 0; t < 2; t++) {
        int ofD = d;
        int ofT = t;
        weight[d][t] =
            rule.normalized()
                ? mean(row -> d(row) == ofD && t(row) == ofT ? own(row) : 0)
                : (experiment && d == 0 ? 1 - share : share) * (t == 1 ? late : 1 - late);
      }
    }
  }

  private double mean(IntToDoubleFunction value) {
    return mean.of(i -> value.applyAsDouble(rows.get(i)));
  }

  private int d(int row) {
    return treated.test(row) ? 1 : 0;
  }

  private int t(int row) {
    return after.test(row) ? 1 : 0;
  }

  /** v of a row. */
  private double own(int row) {
    return treated.test(row) ? 1 : odds.applyAsDouble(row);
  }

  /** &alpha;, by which the outcome of a row is weighted. */
  private double representer(int row) {
    double size = own(row) / weight[d(row)][t(row)];
    return d(row) == t(row) ? size : -size;
  }

  /** A of a row. */
  private double average(int row) {
    return experiment ? 1 : treated.test(row) ? 1 / share : 0;
  }

  private double residual(int row) {
    return outcome.get(row) - g[d(row)][t(row)].get(row);
  }

  @Override
  public EffectSignal signal() {
    double[] numerator = new double[size];
    double[] denominator = new double[size];
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      double change = g[1][1].get(row) - g[1][0].get(row) - g[0][1].get(row) + g[0][0].get(row);
      denominator[row] = average(row);
      numerator[row] = denominator[row] * change + representer(row) * residual(row);
    }
    return new EffectSignal(numerator, denominator);
  }

  /**
   * The functional is A (1 / c<sub>11</sub> + 1 / c<sub>10</sub> + o (1 / c<sub>01</sub> + 1 /
   * c<sub>00</sub>)).
   */
  @Override
  public SensitivityElements sensitivity() {
    double[] residual = new double[size];
    double[] representer = new double[size];
    double[] moment = new double[size];
    double[] members = new double[size];
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      members[row] = 1;
      residual[row] = residual(row);
      representer[row] = representer(row);
      double ofTreated = 1 / weight[1][1] + 1 / weight[1][0];
      double ofControls = 1 / weight[0][1] + 1 / weight[0][0];
      moment[row] =
          average(row) == 0 ? 0 : average(row) * (ofTreated + odds.applyAsDouble(row) * ofControls);
    }
    return new SensitivityElements(residual, representer, moment, members);
  }
}
