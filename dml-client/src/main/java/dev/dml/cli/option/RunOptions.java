package dev.dml.cli.option;

import dev.dml.cli.terminal.ProgressDisplay;
import dev.dml.cli.terminal.Terminal;
import dev.dml.file.DataFiles;
import picocli.CommandLine.Option;

/** How a command that estimates says how far it is. */
public final class RunOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not say how far the run is.")
  private boolean quiet;

  @Option(
      names = "--progress",
      paramLabel = "FORM",
      defaultValue = "text",
      description =
          "How to say how far the run is: ${COMPLETION-CANDIDATES}; json is an object in a line"
              + " every second, for programs.")
  private Form form;

  /** How progress is shown, by the names on the command line. */
  enum Form {
    text,
    json
  }

  /** Reads data, and shows that it does to a person who watches. */
  public DataFiles files(Terminal terminal) {
    return quiet || form == Form.json ? new DataFiles() : terminal.files();
  }

  /** Whether nobody wants to know. */
  public boolean isQuiet() {
    return quiet;
  }

  /** Shows how far a run is, unless nobody wants to know. */
  public ProgressDisplay progress(Terminal terminal) {
    if (quiet) {
      return ProgressDisplay.none();
    }
    return form == Form.json ? terminal.progressJson() : terminal.progress();
  }
}
