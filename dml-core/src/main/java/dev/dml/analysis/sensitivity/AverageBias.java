package dev.dml.analysis.sensitivity;

import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;

/**
 * The bias of an average of estimates, to which that of each is added in turn: at most the average
 * of theirs, by the absolute weights; its &sigma; is B, and its &nu; is 1.
 */
final class AverageBias {

  private final Solution average;
  private final double[] influence;
  private double bias;
  private boolean fallsBack;

  AverageBias(Solution average) {
    this.average = average;
    this.influence = new double[average.design().rows()];
  }

  /** Adds the bias of an estimate that has a weight in the average. */
  void add(double weight, Bias one) {
    double size = Math.abs(weight);
    bias += size * one.unit().restored(Math.sqrt(one.sigma2() * one.nu2()));
    fallsBack |= one.fallsBack();
    for (int row = 0; row < influence.length; row++) {
      influence[row] += size * one.unit().restored(one.influence()[row]);
    }
  }

  OmittedVariableBias result() {
    SamplingDesign design = average.design();
    return new OmittedVariableBias(
        average.estimate(),
        bias,
        1,
        Math.sqrt(design.meanSquare(influence) / design.units()),
        OmittedVariableBias.correlation(design, average.influence(), influence),
        fallsBack);
  }
}
