package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.work.Program;
import java.util.List;

/**
 * A program's measurements in a contest with a number of threads, and ours beside them.
 *
 * @param contest the name of the work
 * @param title the work for a reader
 * @param fitsTimed the number of fits that were timed
 * @param fits the number of fits to which times are scaled
 * @param load the machine's load of the last minute when the contest had ended
 * @param repeats every measurement, scaled
 * @param errors its errors, target by target
 * @param ourErrors our errors in the same rows; empty in our own row
 * @param errorRatios our error over its, repetition by repetition, the larger of the targets; empty
 *     in our own row
 * @param estimates the effect by its predictions, repetition by repetition; empty if the work is no
 *     estimation
 * @param against with whom {@code cpuRatio} and {@code wallRatio} compare us; empty if nobody
 * @param cpuRatio our processor time over the other's, repeat by repeat
 * @param wallRatio the same of elapsed time
 * @param difference the largest difference in what has one right answer; {@code NaN} if nothing has
 * @param verdicts what was aimed at and what came of it
 */
record Row(
    String contest,
    String title,
    Program program,
    int threads,
    int fitsTimed,
    int fits,
    double load,
    List<Measurement> repeats,
    List<Double> errors,
    List<Double> ourErrors,
    List<Double> errorRatios,
    List<Double> estimates,
    String against,
    List<Double> cpuRatio,
    List<Double> wallRatio,
    double difference,
    List<Verdict> verdicts) {

  /**
   * The largest ratio of our error to the program's.
   *
   * @return {@code NaN} if there is none
   */
  double errorRatio() {
    double largest = Double.NaN;
    for (int i = 0; i < Math.min(errors.size(), ourErrors.size()); i++) {
      double ratio = ourErrors.get(i) / errors.get(i);
      largest = Double.isNaN(largest) ? ratio : Math.max(largest, ratio);
    }
    return largest;
  }

  /**
   * A target and what was measured.
   *
   * @param quantity what is limited
   * @param limit its limit
   * @param atMost whether the limit is an upper one
   */
  record Verdict(String quantity, double value, double limit, boolean atMost) {

    static Verdict atMost(String quantity, double value, double limit) {
      return new Verdict(quantity, value, limit, true);
    }

    static Verdict atLeast(String quantity, double value, double limit) {
      return new Verdict(quantity, value, limit, false);
    }

    boolean met() {
      return atMost ? value <= limit : value >= limit;
    }
  }
}
