package dev.dml.cli.study;

import dev.dml.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dml study}. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = {
      "Runs many estimations that differ in some values of a spec: a grid of learners, covariates"
          + " or models, or simulated data sets.",
      "Results are kept in dml-studies/NAME as they come: results.csv, for simulations"
          + " coverage.csv, failures.csv and status.json."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  dml study run examples/study.yaml --dry-run",
      "  dml study run examples/study.yaml",
      "  dml study status examples/study.yaml --by learners.ml_l"
    })
public final class StudyCommand {

  private StudyCommand() {}

  /** The command with its subcommands. */
  public static CommandLine of(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new StudyCommand())
        .addSubcommand(new StudyRunCommand(terminal, environment))
        .addSubcommand(new StudyStatusCommand(terminal))
        .addSubcommand(new StudyResumeCommand(terminal, environment))
        .addSubcommand(new StudyReportCommand(terminal));
  }
}
