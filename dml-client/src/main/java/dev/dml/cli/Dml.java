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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

  private static final Set<String> VERSION = Set.of("--version", "-V");

  /** Commands that look at all others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "manual");

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
      return commandLine(args).execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return report(e);
    }
  }

  /** With every command. */
  CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this);
    commands().forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
    return set(commandLine);
  }

  /**
   * With the command alone that a line begins with: making all of them takes longer than many a
   * command itself.
   */
  private CommandLine commandLine(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    CommandLine commandLine = new CommandLine(this);
    Supplier<Object> command = commands().get(first);
    if (VERSION.contains(first)) {
      return set(commandLine);
    }
    return command == null || ABOUT_ALL.contains(first)
        ? commandLine()
        : set(commandLine.addSubcommand(first, command.get()));
  }

  private Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("estimate", () -> new EstimateCommand(terminal, environment));
    commands.put("batch", () -> new BatchCommand(terminal));
    commands.put("resume", () -> new ResumeCommand(terminal));
    commands.put("runs", () -> new RunsCommand(terminal, environment));
    commands.put("status", () -> new StatusCommand(terminal, environment));
    commands.put("attach", () -> new AttachCommand(terminal, environment));
    commands.put("cancel", () -> new CancelCommand(terminal, environment));
    commands.put("reproduce", () -> new ReproduceCommand(terminal));
    commands.put("report", () -> new ReportCommand(terminal));
    commands.put("plot", () -> new PlotCommand(terminal));
    commands.put("table", () -> new TableCommand(terminal));
    commands.put("quote", () -> new QuoteCommand(terminal, environment));
    commands.put("study", () -> StudyCommand.of(terminal, environment));
    commands.put("learners", () -> new LearnersCommand(terminal));
    commands.put("fetch", () -> new FetchCommand(terminal));
    commands.put("doctor", () -> new DoctorCommand(terminal, environment));
    commands.put("local-cloud", LocalCloudCommand::new);
    commands.put("completion", () -> new CompletionCommand(terminal));
    commands.put("manual", () -> new ManualCommand(terminal));
    for (String model : ModelCommand.models()) {
      commands.put(model, () -> ModelCommand.of(model, terminal));
    }
    commands.put("init", () -> new InitCommand(terminal));
    return commands;
  }

  private CommandLine set(CommandLine commandLine) {
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
