package dev.dml.cli.run;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.ProgressWords;
import dev.dml.cli.terminal.Terminal;
import dev.dml.report.TextTable;
import dev.dml.report.number.Digits;
import dev.dml.report.sheet.Sheet;
import dev.dml.wire.PlainJson;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Says how far a run is, also while another terminal runs it, and what it says so far.",
    footer = {"", "Example:", "  dml status rand"})
public final class StatusCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      paramLabel = "RUN",
      description = "Its name, as dml runs lists it, its directory, or s3://BUCKET/runs/NAME.")
  private String run;

  @Mixin private AccountOptions account;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private RunForm format;

  /** The command. */
  public StatusCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    NamedRun named = new NamedRun(run, account, environment);
    RunStatus status = named.status();
    if (format == RunForm.json) {
      terminal.print(PlainJson.write(status.tree()));
    } else {
      terminal.print(lines(status, named.goOn(status), Instant.now(), terminal.columns()));
    }
    return ExitCode.DONE;
  }

  static List<String> lines(RunStatus status, String goOn, Instant now, int columns) {
    RunProgress progress = status.progress();
    boolean runs = status.state() == RunStatus.State.RUNNING;
    List<String> lines = new ArrayList<>();
    lines.add(status.run() + ": " + status.state() + ", " + ProgressWords.withoutEffects(progress));
    if (!status.reason().isEmpty()) {
      lines.add(status.reason());
    }
    lines.add(
        status.spec()
            + ", began "
            + ProgressWords.time(Duration.between(status.began(), now))
            + " ago, "
            + (runs ? "last heard of " : "ended ")
            + ProgressWords.time(Duration.between(status.updated(), now))
            + " ago; kept in "
            + status.location());
    if (progress.repetitions() > 0) {
      lines.add("");
      lines.add(
          progress.repetitions() == 1
              ? "After 1 repetition"
              : "After " + progress.repetitions() + " repetitions");
      lines.addAll(new TextTable(effects(progress)).lines(columns));
    }
    if (!runs && status.state() != RunStatus.State.DONE) {
      lines.add("");
      lines.add("go on with it: " + goOn);
    }
    return lines;
  }

  private static Sheet effects(RunProgress progress) {
    return new Sheet.Builder<>("Effects", progress.effects())
        .words("treatment", RunProgress.Effect::name)
        .numbers(
            "coefficient", effect -> Digits.beside(effect.standardError(), effect.coefficient()))
        .numbers(
            "std. error", effect -> Digits.beside(effect.standardError(), effect.standardError()))
        .build();
  }
}
