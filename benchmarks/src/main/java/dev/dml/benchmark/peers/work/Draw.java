package dev.dml.benchmark.peers.work;

import java.util.List;

/** The values of some rows: the covariates column by column, the outcome and the treatment. */
public final class Draw {

  private final List<double[]> x;
  private final double[] y;
  private final double[] d;

  /** Keeps the arrays. */
  public Draw(List<double[]> x, double[] y, double[] d) {
    this.x = List.copyOf(x);
    this.y = y;
    this.d = d;
  }

  /** The covariates, column by column. */
  public List<double[]> x() {
    return x;
  }

  /** The outcome. */
  public double[] y() {
    return y;
  }

  /** The treatment. */
  public double[] d() {
    return d;
  }
}
