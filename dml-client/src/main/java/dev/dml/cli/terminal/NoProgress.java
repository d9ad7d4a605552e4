package dev.dml.cli.terminal;

import dev.dml.wire.progress.RunProgress;

/** Shows nothing. */
final class NoProgress implements ProgressDisplay {

  @Override
  public void show(RunProgress now) {
    // Nobody wants to know.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
