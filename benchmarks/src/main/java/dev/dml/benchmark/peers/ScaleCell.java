package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.work.Simulation;

/**
 * A cell of the grid of {@link Scale}: five-fold cross-fitting of one outcome.
 *
 * @param learner the type of the learner
 */
record ScaleCell(String learner, int rows, int columns, int threads) {

  private static final double MEBIBYTES = 1 << 20;

  /**
   * The memory in MiB that the process is sure to need: the doubles twice, while they move into the
   * columns, and 512 MiB.
   */
  double leastMebibytes() {
    return 2 * 8.0 * rows * (columns + 2) / MEBIBYTES + 512;
  }

  /** The population that suits the learner. */
  Simulation population() {
    return switch (learner) {
      case "random-forest", "gradient-boosting" -> Simulation.CURVED;
      case "logistic-regression" -> Simulation.BINARY;
      default -> Simulation.DENSE;
    };
  }

  /** The cell with a tenth of the rows. */
  ScaleCell tenth() {
    return new ScaleCell(learner, rows / 10, columns, threads);
  }

  /** The cell with one thread. */
  ScaleCell single() {
    return new ScaleCell(learner, rows, columns, 1);
  }
}
