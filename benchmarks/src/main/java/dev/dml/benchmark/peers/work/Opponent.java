package dev.dml.benchmark.peers.work;

/**
 * A peer in a contest, and what is aimed at against it.
 *
 * @param repetitions how many repetitions it does; times are scaled to all
 * @param folds how many folds of each
 * @param mostCpu the largest ratio of our processor time to its that is aimed at; {@code NaN} if
 *     none is
 * @param mostError the largest ratio of our error to its; {@code NaN} if none is
 * @param mostThreads with more threads nothing is aimed at
 */
public record Opponent(
    Program program,
    int repetitions,
    int folds,
    double mostCpu,
    double mostError,
    int mostThreads) {

  /** A peer in a work of 5 folds that is to be beaten in time at an error no worse than 1.005x. */
  public static Opponent target(Program program, int repetitions, int folds, double mostCpu) {
    return new Opponent(program, repetitions, folds, mostCpu, 1.005, Integer.MAX_VALUE);
  }

  /** A peer that is measured for comparison. */
  public static Opponent measured(Program program, int repetitions, int folds) {
    return new Opponent(program, repetitions, folds, Double.NaN, Double.NaN, Integer.MAX_VALUE);
  }

  public Opponent withMostThreads(int threads) {
    return new Opponent(program, repetitions, folds, mostCpu, mostError, threads);
  }

  /** By how much its times are multiplied, to stand for the whole work. */
  public double scale(Work work) {
    double share = (double) repetitions / work.repetitions();
    return program.predicts() ? work.folds() / (share * folds) : 1 / share;
  }
}
