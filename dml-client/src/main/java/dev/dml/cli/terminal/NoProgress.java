package dev.dml.cli.terminal;

/** Shows nothing. */
final class NoProgress implements ProgressDisplay {

  @Override
  public void update(int done, int total) {
    // Nobody wants to know.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
