package dev.dml.cli;

import dev.dml.file.DataFiles;
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

  /** Reads data, and shows that it does to a person who watches. */
  DataFiles files(Terminal terminal) {
    if (quiet || !terminal.interactive()) {
      return new DataFiles();
    }
    ReadingDisplay display = new ReadingDisplay(terminal.err());
    return new DataFiles(display::begin, display::end);
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
