package dev.dml.task;

import dev.dml.random.Seed;

/**
 * The name of a task within a run.
 *
 * @param treatment the 0-based treatment under analysis
 * @param repetition the 0-based repetition of sample splitting
 * @param nuisance the name of the nuisance, such as {@code ml_l}
 * @param candidate the learner among several of the nuisance; empty if it has one alone
 * @param fold the 0-based fold that is predicted
 */
public record TaskId(int treatment, int repetition, String nuisance, String candidate, int fold) {

  /** A task of the only learner of a nuisance. */
  public TaskId(int treatment, int repetition, String nuisance, int fold) {
    this(treatment, repetition, nuisance, "", fold);
  }

  /**
   * The seed of this task in a run: it depends on the two alone, so on no order, thread or machine.
   */
  public long seed(long runSeed) {
    Seed ofNuisance = new Seed(runSeed).with(treatment).with(repetition).with(nuisance);
    return (candidate.isEmpty() ? ofNuisance : ofNuisance.with(candidate)).with(fold).value();
  }

  /**
   * The seed that this task shares with those of the other nuisances in its fold, so that they
   * divide its training rows alike, and fit what they have in common with the same randomness.
   */
  public long sharedSeed(long runSeed) {
    Seed ofRepetition = new Seed(runSeed).with(treatment).with(repetition);
    return ofRepetition.with("nested").with(fold).value();
  }

  /** What it shares with tasks that take about equally long. */
  public Kind kind() {
    return new Kind(treatment, learnt());
  }

  /** The name of the column of all folds' predictions, such as {@code ml_l.rep0.treat0}. */
  public String column() {
    return column(nuisance, repetition, treatment);
  }

  /** The name of a column of out-of-fold predictions, such as {@code ml_l.rep0.treat0}. */
  public static String column(String nuisance, int repetition, int treatment) {
    return nuisance + ".rep" + repetition + ".treat" + treatment;
  }

  /** The nuisance, with the candidate in brackets if there is one: {@code ml_l[lasso]}. */
  public String learnt() {
    return candidate.isEmpty() ? nuisance : nuisance + "[" + candidate + "]";
  }

  @Override
  public String toString() {
    return column(learnt(), repetition, treatment) + ".fold" + fold;
  }

  /**
   * The tasks of one learner of a nuisance of one treatment, in all folds and repetitions.
   *
   * @param treatment the 0-based treatment under analysis
   * @param nuisance the name of the nuisance, with the candidate if there is one
   */
  public record Kind(int treatment, String nuisance) {

    @Override
    public String toString() {
      return treatment == 0 ? nuisance : nuisance + ", treatment " + (treatment + 1);
    }
  }
}
