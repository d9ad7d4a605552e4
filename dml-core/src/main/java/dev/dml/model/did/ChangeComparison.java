package dev.dml.model.did;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.SampleMean;
import dev.dml.model.EffectSignal;
import dev.dml.model.SensitivityElements;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Treated and controls whose outcomes are known before and after.
 *
 * <p>With the change &Delta; of the outcome, D for the treated, p = E[D], hats for out-of-fold
 * predictions, e = &Delta; &minus; g&#770;<sub>0</sub> and the odds o = m&#770; / (1 &minus;
 * m&#770;), the score is
 *
 * <p>observational: &psi;<sub>a</sub> = &minus;D / p, &psi;<sub>b</sub> = [D / p &minus; (1 &minus;
 * D) o / c] e, with c = E[(1 &minus; D) o] if weights are normalised and p otherwise;
 *
 * <p>experimental: &psi;<sub>a</sub> = &minus;1, &psi;<sub>b</sub> = (1 &minus; D / p)
 * (g&#770;<sub>1</sub> &minus; g&#770;<sub>0</sub>) + [D / p &minus; (1 &minus; D) / (1 &minus; p)]
 * e.
 *
 * <p>All means are over the rows that are compared; the other rows of the data add nothing.
 *
 * <p>Source: Sant'Anna and Zhao, <i>Doubly robust difference-in-differences estimators</i>, Journal
 * of Econometrics 219 (2020), equations (2.8) and (3.1); Chang, <i>Double/debiased machine learning
 * for difference-in-differences models</i>, The Econometrics Journal 23 (2020).
 */
final class ChangeComparison implements Comparison {

  private final int size;
  private final SampleMean mean;
  private final Rows rows;
  private final IntToDoubleFunction change;
  private final IntPredicate treated;
  private final Column g0;
  private final Column g1;
  private final Assignment assignment;

  /** o of the controls; 1 in an experiment. */
  private final IntToDoubleFunction odds;

  private final double share;
  private final double controlWeight;

  /**
   * A comparison.
   *
   * @param size the number of rows of the data
   * @param rows those that are compared
   * @param change &Delta; by row
   * @param treated whether a row is treated
   * @param mean the mean over the rows that are compared
   * @param g0 the predicted change without treatment
   * @param g1 the predicted change with it
   * @param odds o of a control; not asked in an experiment
   */
  ChangeComparison(
      int size,
      Rows rows,
      IntToDoubleFunction change,
      IntPredicate treated,
      SampleMean mean,
      Column g0,
      Column g1,
      IntToDoubleFunction odds,
      ScoreRule rule) {
    this.size = size;
    this.rows = rows;
    this.change = change;
    this.treated = treated;
    this.g0 = g0;
    this.g1 = g1;
    this.assignment = rule.assignment();
    boolean experiment = assignment == Assignment.EXPERIMENTAL;
    this.odds = experiment ? row -> 1 : odds;
    this.mean = mean;
    this.share = mean(row -> treated.test(row) ? 1 : 0);
    this.controlWeight =
        experiment
            ? 1 - share
            : rule.normalized()
                ? mean(row -> treated.test(row) ? 0 : odds.applyAsDouble(row))
                : share;
  }

  private double mean(IntToDoubleFunction value) {
    return mean.of(i -> value.applyAsDouble(rows.get(i)));
  }

  /** &alpha;, by which the change of a row is weighted: the Riesz representer of the effect. */
  private double representer(int row) {
    return treated.test(row) ? 1 / share : -odds.applyAsDouble(row) / controlWeight;
  }

  @Override
  public EffectSignal signal() {
    double[] numerator = new double[size];
    double[] denominator = new double[size];
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      double d = treated.test(row) ? 1 / share : 0;
      double weighted = representer(row) * (change.applyAsDouble(row) - g0.get(row));
      if (assignment == Assignment.EXPERIMENTAL) {
        numerator[row] = (1 - d) * (g1.get(row) - g0.get(row)) + weighted;
        denominator[row] = 1;
      } else {
        numerator[row] = weighted;
        denominator[row] = d;
      }
    }
    return new EffectSignal(numerator, denominator);
  }

  /**
   * What bounds the bias: the representer is &alpha; = D / p &minus; (1 &minus; D) o / c, and its
   * functional D / p (1 / p + o / c), in an experiment 1 / p + 1 / (1 &minus; p).
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
      boolean d = treated.test(row);
      residual[row] = change.applyAsDouble(row) - (d ? g1 : g0).get(row);
      representer[row] = representer(row);
      if (assignment == Assignment.EXPERIMENTAL) {
        moment[row] = 1 / share + 1 / (1 - share);
      } else if (d) {
        moment[row] = (1 / share + odds.applyAsDouble(row) / controlWeight) / share;
      }
    }
    return new SensitivityElements(residual, representer, moment, members);
  }
}
