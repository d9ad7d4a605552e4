package dev.dml.task;

import dev.dml.random.Seed;

/**
 * The name of a task within a run.
 *
 * @param treatment the 0-based treatment under analysis
 * @param repetition the 0-based repetition of sample splitting
 * @param nuisance the name of the nuisance, such as {@code ml_l}
 * @param fold the 0-based fold that is predicted
 */
public record TaskId(int treatment, int repetition, String nuisance, int fold) {

  /**
   * The seed of this task in a run: it depends on the two alone, so on no order, thread or machine.
   */
  public long seed(long runSeed) {
    return new Seed(runSeed).with(treatment).with(repetition).with(nuisance).with(fold).value();
  }

  /** What it shares with tasks that take about equally long. */
  public Kind kind() {
    return new Kind(treatment, nuisance);
  }

  /** The name of the column of all folds' predictions, such as {@code ml_l.rep0.treat0}. */
  public String column() {
    return column(nuisance, repetition, treatment);
  }

  /** The name of a column of out-of-fold predictions, such as {@code ml_l.rep0.treat0}. */
  public static String column(String nuisance, int repetition, int treatment) {
    return nuisance + ".rep" + repetition + ".treat" + treatment;
  }

  @Override
  public String toString() {
    return column() + ".fold" + fold;
  }

  /**
   * The tasks of one nuisance of one treatment, in all folds and repetitions.
   *
   * @param treatment the 0-based treatment under analysis
   * @param nuisance the name of the nuisance
   */
  public record Kind(int treatment, String nuisance) {

    @Override
    public String toString() {
      return treatment == 0 ? nuisance : nuisance + ", treatment " + (treatment + 1);
    }
  }
}
