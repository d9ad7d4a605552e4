package dev.dml.analysis;

import dev.dml.inference.ConfidenceInterval;
import java.util.List;

/**
 * What is said about several estimates at once. All lists have one entry for each estimate.
 *
 * @param bootstrap how it was found
 * @param criticalValue the number of standard errors on each side of every estimate, the median
 *     over the repetitions
 * @param intervals intervals that cover all parameters at once with the confidence level
 * @param romanoWolf p-values that hold the probability of any false rejection, by stepping down the
 *     draws: (1 + how many reach the statistic) / (1 + B), at least 1 / (1 + B)
 * @param romanoWolfShares the same without the ones, as other programs have them; may be 0, which
 *     no p-value is
 * @param holm p-values by Holm's steps, without regard to how the estimates depend on each other
 * @param bonferroni p-values times their number
 */
public record JointIntervals(
    MultiplierBootstrap bootstrap,
    double criticalValue,
    List<ConfidenceInterval> intervals,
    List<Double> romanoWolf,
    List<Double> romanoWolfShares,
    List<Double> holm,
    List<Double> bonferroni) {

  /** Copies. */
  public JointIntervals {
    intervals = List.copyOf(intervals);
    romanoWolf = List.copyOf(romanoWolf);
    romanoWolfShares = List.copyOf(romanoWolfShares);
    holm = List.copyOf(holm);
    bonferroni = List.copyOf(bonferroni);
  }
}
