package dev.dml.model.propensity;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.SampleMean;
import dev.dml.inference.UnidentifiedException;

/** The weights that make the selected rows of each arm stand for all rows. */
public final class SelectionWeights {

  private SelectionWeights() {}

  /**
   * The inverse of the probability to be in the own arm times that to be selected; 0 for rows that
   * are not selected. The propensity is clipped, the probability to be selected is not.
   *
   * <p>With {@link Propensity.Weighting#HAJEK}, the weights of each arm are divided by their mean
   * over all rows, to which the other rows contribute 0, so that this mean is 1 as it is in
   * expectation.
   *
   * @param m the predicted propensities of the treatment
   * @param treatment 0 or 1
   * @param pi the predicted probabilities to be selected
   * @param selected 0 or 1
   * @param mean E<sub>n</sub>
   * @throws UnidentifiedException if a weight were infinite
   */
  public static double[] of(
      Propensity propensity,
      Column m,
      Column treatment,
      Column pi,
      Column selected,
      SampleMean mean) {
    refuseImpossible(pi, selected, mean);
    double[] clipped =
        new Propensity(propensity.clip(), Propensity.Weighting.HORVITZ_THOMPSON)
            .adjust(m, treatment, mean);
    double[] weights = new double[clipped.length];
    for (int row = 0; row < weights.length; row++) {
      if (selected.get(row) == 1) {
        double arm = treatment.get(row) == 1 ? clipped[row] : 1 - clipped[row];
        weights[row] = 1 / (arm * pi.get(row));
      }
    }
    if (propensity.weighting() == Propensity.Weighting.HAJEK) {
      double ones = mean.of(row -> treatment.get(row) == 1 ? weights[row] : 0);
      double zeros = mean.of(row -> treatment.get(row) == 1 ? 0 : weights[row]);
      for (int row = 0; row < weights.length; row++) {
        weights[row] /= weights[row] == 0 ? 1 : treatment.get(row) == 1 ? ones : zeros;
      }
    }
    return weights;
  }

  private static void refuseImpossible(Column pi, Column selected, SampleMean mean) {
    int impossible =
        Rows.where(
                pi.size(),
                row -> mean.weight(row) > 0 && selected.get(row) == 1 && pi.get(row) == 0)
            .size();
    if (impossible > 0) {
      throw new UnidentifiedException(
          "the predicted probability of "
              + selected.name()
              + " = 1 is exactly 0 in "
              + impossible
              + " rows in which it is 1; take a learner of ml_pi that predicts no 0, such as"
              + " logistic-regression");
    }
  }
}
