package dev.dml.cli;

import dev.dml.Progress;

/** Shows a person how far a run is, until it is closed. */
interface ProgressDisplay extends Progress, AutoCloseable {

  @Override
  void close();
}
