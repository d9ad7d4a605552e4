package dev.dml.cli.terminal;

import dev.dml.Progress;

/** Shows a person how far a run is, until it is closed. */
public interface ProgressDisplay extends Progress, AutoCloseable {

  /** Shows nothing. */
  static ProgressDisplay none() {
    return new NoProgress();
  }

  @Override
  void close();
}
