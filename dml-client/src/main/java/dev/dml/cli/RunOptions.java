package dev.dml.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that estimates. */
final class RunOptions {

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "A value in place of the spec's, such as folds=10 or learners.ml_l.trees=100.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not say how far the run is.")
  private boolean quiet;

  List<String> overrides() {
    return overrides;
  }

  ProgressDisplay progress(Terminal terminal) {
    if (quiet) {
      return new NoProgress();
    }
    return terminal.interactive()
        ? new ProgressBarDisplay(terminal.err())
        : new ProgressLines(terminal, System::nanoTime);
  }
}
