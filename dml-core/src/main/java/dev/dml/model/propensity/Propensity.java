package dev.dml.model.propensity;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.SampleMean;
import dev.dml.inference.UnidentifiedException;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * How a score uses propensities: perhaps calibrated when they are learnt, and rows far out left
 * out; then clipped to [clip, 1 &minus; clip], then perhaps normalised among the rows left.
 *
 * @param clip the bound, in [0, 0.5)
 * @param weighting whether inverse propensities are normalised within each arm
 * @param trimming which rows are left out of the average
 * @param calibration whether predicted probabilities are calibrated inside the training rows
 */
public record Propensity(
    double clip, Weighting weighting, Trimming trimming, Calibration calibration) {

  /** Clipped at 0.01, not normalised. */
  public static final Propensity DEFAULT = new Propensity(0.01, Weighting.HORVITZ_THOMPSON);

  /** Whether predicted probabilities are mapped to the shares of ones that go with them. */
  public enum Calibration {
    /** They are taken as they are predicted. */
    NONE,
    /** By a monotone function; see {@link dev.dml.learner.calibration.IsotonicCalibration}. */
    ISOTONIC
  }

  /** The inverse-propensity weights of an arm. */
  public enum Weighting {
    /** The inverse propensities as they are. */
    HORVITZ_THOMPSON,
    /**
     * Inverse propensities divided by their mean, so that the weights of each arm average to one.
     */
    HAJEK
  }

  /** Checks the bound. */
  public Propensity {
    Objects.requireNonNull(weighting);
    Objects.requireNonNull(trimming);
    Objects.requireNonNull(calibration);
    if (!(clip >= 0 && clip < 0.5)) {
      throw new IllegalArgumentException(
          "propensity clip must be at least 0 and below 0.5, but was " + clip);
    }
  }

  /** Propensities that are neither trimmed nor calibrated. */
  public Propensity(double clip, Weighting weighting) {
    this(clip, weighting, Trimming.NONE, Calibration.NONE);
  }

  /** The same with rows left out of the average. */
  public Propensity withTrimming(Trimming value) {
    return new Propensity(clip, weighting, value, calibration);
  }

  /** The same with calibration. */
  public Propensity withCalibration(Calibration value) {
    return new Propensity(clip, weighting, trimming, value);
  }

  /** Whether rows may be left out. */
  public boolean trims() {
    return !trimming.equals(Trimming.NONE);
  }

  /** Whom an average is about, to follow its name; empty if everybody. */
  public String population(String variable) {
    return switch (trimming) {
      case Trimming.Optimal() ->
          ", among those whose propensity of "
              + variable
              + " is within the bounds of Crump et al. (2009)";
      case Trimming.Bounds bounds ->
          trims()
              ? ", among those whose propensity of "
                  + variable
                  + " is from "
                  + bounds.below()
                  + " to "
                  + bounds.above()
              : "";
    };
  }

  /** The rows that are left. */
  public TrimmedSample trimmed(Column predicted, Column indicator, CausalData data) {
    return TrimmedSample.of(trimming, predicted, indicator, SampleMean.of(data));
  }

  /** The predicted probability of an observation, moved to the nearer bound if it is outside. */
  public double clip(double probability) {
    return Math.clamp(probability, clip, 1 - clip);
  }

  /**
   * The probabilities that the score uses.
   *
   * <p>With {@link Weighting#HAJEK}, m becomes m E<sub>n</sub>[z / m] in the rows with z = 1 and 1
   * &minus; (1 &minus; m) E<sub>n</sub>[(1 &minus; z) / (1 &minus; m)] in the others, over all
   * folds together; z is the variable whose probability m is.
   *
   * @param predicted the out-of-fold predictions of P(z = 1 | x)
   * @param indicator z, 0 or 1
   * @param mean E<sub>n</sub>
   * @return the clipped, perhaps normalised probability by row
   */
  public double[] adjust(Column predicted, Column indicator, SampleMean mean) {
    int n = predicted.size();
    double[] m = new double[n];
    for (int row = 0; row < n; row++) {
      m[row] = clip(predicted.get(row));
    }
    refuseImpossible(m, indicator, mean);
    if (weighting == Weighting.HAJEK) {
      double ones = mean.of(row -> indicator.get(row) == 1 ? 1 / m[row] : 0);
      double zeros = mean.of(row -> indicator.get(row) == 1 ? 0 : 1 / (1 - m[row]));
      for (int row = 0; row < n; row++) {
        m[row] = indicator.get(row) == 1 ? m[row] * ones : 1 - (1 - m[row]) * zeros;
      }
    }
    return m;
  }

  /** An event of probability zero that has happened would have an infinite weight. */
  private void refuseImpossible(double[] m, Column indicator, SampleMean mean) {
    int impossible =
        Rows.where(
                m.length,
                row -> mean.weight(row) > 0 && m[row] == (indicator.get(row) == 1 ? 0 : 1))
            .size();
    refuse(impossible);
  }

  private void refuse(int impossible) {
    if (impossible > 0) {
      throw new UnidentifiedException(
          "the propensity of what happened is exactly 0 in "
              + impossible
              + " rows, and propensity.clip is "
              + clip
              + "; clip at a bound above 0");
    }
  }

  /**
   * The residual of a variable in the arm that an observation is in, weighted by the inverse
   * probability of that arm: z (v &minus; v<sub>1</sub>) / m &minus; (1 &minus; z)(v &minus;
   * v<sub>0</sub>) / (1 &minus; m).
   *
   * <p>The other arm is not computed, so that a probability of zero for it does no harm.
   */
  public static double weightedResidual(double v, double v0, double v1, double z, double m) {
    return z == 1 ? (v - v1) / m : -(v - v0) / (1 - m);
  }

  /**
   * The doubly robust signal of the outcome in one arm, &omega; g + &omega;&#772; T (y &minus; g) /
   * m.
   *
   * @param y the outcome
   * @param g its prediction in the arm
   * @param inArm T, whether the observation is in the arm
   * @param m the probability of the arm
   * @param weight &omega;
   * @param meanWeight &omega;&#772;
   */
  public static double arm(
      double y, double g, boolean inArm, double m, double weight, double meanWeight) {
    return weight * g + (inArm ? meanWeight * ((y - g) / m) : 0);
  }

  /**
   * The odds m / (1 &minus; m), clipped, which weight controls to be like the treated.
   *
   * @param predicted the out-of-fold predictions of m
   * @param rows the rows that are compared
   * @param control whether a row is a control, so that its odds must be finite
   * @return by row; 0 for rows that are not compared
   */
  public double[] odds(Column predicted, Rows rows, IntPredicate control) {
    double[] odds = new double[predicted.size()];
    int impossible = 0;
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.get(i);
      double m = clip(predicted.get(row));
      odds[row] = m / (1 - m);
      impossible += m == 1 && control.test(row) ? 1 : 0;
    }
    refuse(impossible);
    return odds;
  }

  /** How the predicted probabilities lie, and what clipping did to them. */
  public Overlap overlap(Column predicted, Column indicator, CausalData data) {
    return Overlap.of(predicted, indicator, clip, trimmed(predicted, indicator, data));
  }

  /**
   * The same of some rows.
   *
   * @param predicted by row
   * @param indicator by place among these rows
   */
  public Overlap overlap(Column predicted, Column indicator, CausalData data, Rows rows) {
    return Overlap.of(
        Column.of(predicted.name(), predicted.gather(rows)),
        indicator,
        clip,
        SampleMean.of(data).among(rows));
  }
}
