package dev.dml.cli.terminal;

import dev.dml.wire.progress.RunProgress;

/** Shows how far a run is, until it is closed. */
public interface ProgressDisplay extends AutoCloseable {

  /** Shows nothing. */
  static ProgressDisplay none() {
    return new NoProgress();
  }

  /** Is told after each task and whenever something else has changed, one thread at a time. */
  void show(RunProgress now);

  @Override
  void close();
}
