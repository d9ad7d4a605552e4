package dev.dml.cli;

import dev.dml.file.DataFiles;
import picocli.CommandLine.Option;

/** How a command that estimates says how far it is. */
final class RunOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not say how far the run is.")
  private boolean quiet;

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
