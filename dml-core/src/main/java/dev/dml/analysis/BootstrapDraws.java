package dev.dml.analysis;

import dev.dml.parallel.Help;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The t statistics that estimates of zero would have, in every draw of a multiplier bootstrap: t* =
 * &Sigma;<sub>u</sub> &xi;<sub>u</sub> c<sub>u</sub> / s with the contributions c<sub>u</sub> of
 * the units to an estimate with standard error s.
 *
 * <p>The multipliers are never kept: some draws are summed at a time, unit after unit, each by the
 * thread that takes them, so that the sums have the same bits whoever does.
 */
final class BootstrapDraws {

  /** So many draws are summed at a time: their sums stay near the processor. */
  private static final int AT_ONCE = 128;

  private final double[][] contributions;
  private final double[][] statistics;
  private final MultiplierSource multipliers;

  private BootstrapDraws(double[][] contributions, int draws, MultiplierSource multipliers) {
    this.contributions = contributions;
    this.statistics = new double[contributions.length][draws];
    this.multipliers = multipliers;
  }

  /**
   * All draws.
   *
   * @param contributions by estimate and unit, over the standard error
   * @return t* by estimate and draw
   */
  static double[][] of(double[][] contributions, int draws, MultiplierSource multipliers) {
    BootstrapDraws all = new BootstrapDraws(contributions, draws, multipliers);
    AtomicInteger next = new AtomicInteger();
    Help.current()
        .share(
            () -> {
              for (int first = next.getAndAdd(AT_ONCE);
                  first < draws;
                  first = next.getAndAdd(AT_ONCE)) {
                all.sum(first, Math.min(AT_ONCE, draws - first));
              }
            });
    return all.statistics;
  }

  private void sum(int first, int count) {
    double[][] sums = new double[contributions.length][count];
    double[] xi = new double[count];
    for (int unit = 0; unit < contributions[0].length; unit++) {
      multipliers.fill(unit, first, xi);
      for (int estimate = 0; estimate < sums.length; estimate++) {
        add(contributions[estimate][unit], xi, sums[estimate]);
      }
    }
    for (int estimate = 0; estimate < sums.length; estimate++) {
      System.arraycopy(sums[estimate], 0, statistics[estimate], first, count);
    }
  }

  private static void add(double contribution, double[] xi, double[] sums) {
    for (int i = 0; i < xi.length; i++) {
      sums[i] += contribution * xi[i];
    }
  }
}
