package dev.dml.cli.run;

import dev.dml.aws.deployment.Deployment;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.ProgressWords;
import dev.dml.cli.terminal.Terminal;
import dev.dml.detached.DetachedRun;
import dev.dml.detached.Pace;
import dev.dml.report.TextTable;
import dev.dml.report.sheet.Sheet;
import dev.dml.run.LocalRuns;
import dev.dml.wire.PlainJson;
import dev.dml.wire.progress.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dml runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the runs that are kept and that commands of this directory began, the latest first.",
      "A run is kept if it is on AWS Lambda, or if backend.run names it."
    },
    footer = {"", "Examples:", "  dml runs --format json", "  dml runs --all --bucket my-bucket"})
public final class RunsCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private RunForm format;

  /** The command. */
  public RunsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Option(
      names = "--all",
      description = "Those of an account that go on by themselves, whoever began them.")
  private boolean all;

  @Mixin private AccountOptions account;

  @Override
  public Integer call() {
    List<RunStatus> runs = all ? ofAccount() : LocalRuns.HERE.list();
    if (format == RunForm.json) {
      terminal.print(PlainJson.write(Map.of("runs", runs.stream().map(RunStatus::tree).toList())));
    } else if (runs.isEmpty()) {
      terminal.say(
          all
              ? "there is no detached run in the bucket"
              : "no command of this directory has begun a run that is kept");
    } else {
      terminal.print(new TextTable(sheet(runs, Instant.now())).lines(terminal.columns()));
    }
    return ExitCode.DONE;
  }

  private List<RunStatus> ofAccount() {
    try (Deployment deployment = account.open(environment, Optional.empty(), Optional.empty())) {
      return DetachedRun.list(deployment.run("any").store(), Pace.of(environment));
    }
  }

  private static Sheet sheet(List<RunStatus> runs, Instant now) {
    Sheet.Builder<RunStatus> sheet =
        new Sheet.Builder<>("Runs", runs)
            .words("run", RunStatus::run)
            .words("state", run -> run.state().toString())
            .numbers("fits", run -> count(run.progress().done()))
            .numbers("of", run -> count(run.progress().total()))
            .words("began", run -> ProgressWords.time(Duration.between(run.began(), now)) + " ago");
    if (runs.stream().anyMatch(run -> run.progress().bill().isPresent())) {
      sheet.numbers(
          "cost", run -> run.progress().bill().map(bill -> bill.spent().toString()).orElse("-"));
    }
    return sheet.words("spec", RunStatus::spec).build();
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
