package dev.dml.analysis.sensitivity;

import dev.dml.inference.Magnitude;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.model.SensitivityElements;

/**
 * The bias B = &sigma; &nu; of a confounder of strength 1 with its influence values, in reduced
 * units.
 *
 * @param sigma2 &sigma;&sup2;
 * @param nu2 &nu;&sup2;
 * @param influence the influence of every observation on B
 * @param fallsBack whether the orthogonal form of &nu;&sup2; was not positive
 * @param ofResidual the unit of &sigma;
 * @param ofRepresenter the unit of &nu;
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Bias(
    double sigma2,
    double nu2,
    double[] influence,
    boolean fallsBack,
    Magnitude ofResidual,
    Magnitude ofRepresenter) {

  static Bias of(SamplingDesign design, SensitivityElements elements) {
    Magnitude ofResidual = Magnitude.of(elements.residual());
    Magnitude ofRepresenter = Magnitude.of(elements.representer());
    double size = design.mean(elements.members());
    double[] squares = squares(ofResidual.reduced(elements.residual()));
    double sigma2 = design.mean(squares) / size;
    double[] alpha2 = squares(ofRepresenter.reduced(elements.representer()));
    double[] orthogonal =
        orthogonal(ofRepresenter.times(ofRepresenter).reduced(elements.moment()), alpha2);
    double nu2 = design.mean(orthogonal) / size;
    boolean fallsBack = !(nu2 > 0 && Double.isFinite(nu2));
    if (fallsBack) {
      orthogonal = alpha2;
      nu2 = design.mean(alpha2) / size;
    }
    double[] influence = biasInfluence(elements.members(), size, squares, sigma2, orthogonal, nu2);
    return new Bias(sigma2, nu2, influence, fallsBack, ofResidual, ofRepresenter);
  }

  Magnitude unit() {
    return ofResidual.times(ofRepresenter);
  }

  OmittedVariableBias of(Solution solution) {
    SamplingDesign design = solution.design();
    double error = Math.sqrt(design.meanSquare(influence) / design.units());
    return new OmittedVariableBias(
        solution.estimate(),
        ofResidual.restored(Math.sqrt(sigma2)),
        ofRepresenter.restored(Math.sqrt(nu2)),
        unit().restored(error),
        OmittedVariableBias.correlation(design, solution.influence(), influence),
        fallsBack);
  }

  private static double[] squares(double[] values) {
    double[] squares = new double[values.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }

  private static double[] orthogonal(double[] moment, double[] alpha2) {
    double[] orthogonal = new double[moment.length];
    for (int i = 0; i < orthogonal.length; i++) {
      orthogonal[i] = 2 * moment[i] - alpha2[i];
    }
    return orthogonal;
  }

  /** The influence of every observation on B, which has none where B is zero. */
  private static double[] biasInfluence(
      double[] members,
      double size,
      double[] squares,
      double sigma2,
      double[] orthogonal,
      double nu2) {
    double bias = Math.sqrt(sigma2 * nu2);
    double[] influence = new double[squares.length];
    for (int i = 0; i < influence.length; i++) {
      if (bias > 0 && members[i] == 1) {
        influence[i] =
            (sigma2 * (orthogonal[i] - nu2) + nu2 * (squares[i] - sigma2)) / (2 * bias * size);
      }
    }
    return influence;
  }
}
