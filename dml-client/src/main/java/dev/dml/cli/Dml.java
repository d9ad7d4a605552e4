package dev.dml.cli;

import dev.dml.Version;
import dev.dml.cli.manual.CompletionCommand;
import dev.dml.cli.manual.ManualCommand;
import dev.dml.cli.model.InitCommand;
import dev.dml.cli.model.ModelCommand;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.Named;
import dev.dml.cli.option.SpecArgument;
import dev.dml.cli.result.PlotCommand;
import dev.dml.cli.result.ReportCommand;
import dev.dml.cli.result.TableCommand;
import dev.dml.cli.run.AttachCommand;
import dev.dml.cli.run.CancelCommand;
import dev.dml.cli.run.RunsCommand;
import dev.dml.cli.run.StatusCommand;
import dev.dml.cli.study.StudyCommand;
import dev.dml.cli.terminal.Terminal;
import dev.dml.plot.Plot;
import dev.dml.report.ReportFormat;
import dev.dml.report.table.TableFormat;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code dml} command with its subcommands. */
@Command(
    name = "dml",
    mixinStandardHelpOptions = true,
    versionProvider = Dml.Versions.class,
    description = "Estimates causal effects by double machine learning.",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {"0:done", "1:the estimation failed", "2:the input was wrong", "130:Ctrl-C"},
    footer = {
      "",
      "Examples: dml plr wages.csv -y wage -d training",
      "          dml estimate examples/rand.yaml",
      "'dml COMMAND -h' explains a command."
    },
    synopsisSubcommandLabel = "COMMAND")
final class Dml {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(
      names = "--debug",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "With an error, print where in the program it arose.")
  private boolean debug;

  Dml(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /** Runs a command line and returns its exit code. */
  int run(String... args) {
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return report(e);
    }
  }

  private CommandLine commandLine() {
    CommandLine commandLine =
        new CommandLine(this)
            .addSubcommand(new EstimateCommand(terminal, environment))
            .addSubcommand(new BatchCommand(terminal))
            .addSubcommand(new ResumeCommand(terminal))
            .addSubcommand(new RunsCommand(terminal, environment))
            .addSubcommand(new StatusCommand(terminal, environment))
            .addSubcommand(new AttachCommand(terminal, environment))
            .addSubcommand(new CancelCommand(terminal, environment))
            .addSubcommand(new ReproduceCommand(terminal))
            .addSubcommand(new ReportCommand(terminal))
            .addSubcommand(new PlotCommand(terminal))
            .addSubcommand(new TableCommand(terminal))
            .addSubcommand(new QuoteCommand(terminal, environment))
            .addSubcommand(StudyCommand.of(terminal, environment))
            .addSubcommand(new LearnersCommand(terminal))
            .addSubcommand(new FetchCommand(terminal))
            .addSubcommand(new DoctorCommand(terminal, environment))
            .addSubcommand(new LocalCloudCommand())
            .addSubcommand(new CompletionCommand(terminal))
            .addSubcommand(new ManualCommand());
    ModelCommand.addTo(commandLine, terminal);
    commandLine.addSubcommand(new InitCommand(terminal));
    return commandLine
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .registerConverter(ReportFormat.class, Named.of(ReportFormat.values()))
        .registerConverter(TableFormat.class, Named.of(TableFormat.values()))
        .registerConverter(Plot.class, Named.of(Plot.values()))
        .registerConverter(Path.class, Dml::path)
        .registerConverter(SpecArgument.class, name -> new SpecArgument(path(name)))
        .setUsageHelpWidth(terminal.columns())
        .setParameterExceptionHandler((problem, args) -> refuse(problem))
        .setExecutionExceptionHandler((problem, command, result) -> report(problem));
  }

  private static Path path(String name) {
    if (name.isBlank()) {
      throw new CommandLine.TypeConversionException("must name a file, but was empty");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(
          "must name a file, but was " + name + ": " + e.getReason());
    }
  }

  private int refuse(CommandLine.ParameterException problem) {
    terminal.say(new Refusal(problem).sentence());
    return ExitCode.INPUT_WRONG;
  }

  private int report(Throwable problem) {
    Failure failure = Failure.of(problem);
    failure.sentences().forEach(terminal::say);
    if (debug || !environment.getOrDefault("DML_DEBUG", "").isEmpty()) {
      problem.printStackTrace(terminal.err());
    }
    return failure.exitCode();
  }

  /** Says which program this is. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"dml " + Version.current() + " (Java " + Runtime.version() + ")"};
    }
  }
}
