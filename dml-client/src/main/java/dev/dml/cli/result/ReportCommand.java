package dev.dml.cli.result;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.ProgressWords;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.RunSoFar;
import dev.dml.estimation.RunToResume;
import dev.dml.report.html.HtmlReport;
import dev.dml.result.DmlResult;
import dev.dml.run.LocalRuns;
import dev.dml.task.CancelledException;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.progress.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a page for a browser of a result, or of what a run says so far: one file, with"
          + " pictures and words."
    },
    footer = {
      "",
      "Examples:",
      "  dml report rand.json --output rand.html",
      "  dml report rand --watch --output rand.html"
    })
public final class ReportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "RESULT|RUN",
      description =
          "A result that --format json wrote, or a run that is kept: its name, as dml runs lists"
              + " it, its directory, or s3://BUCKET/runs/NAME.")
  private String what;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the page instead of standard output.")
  private Optional<Path> output;

  @Option(
      names = "--watch",
      description =
          "While the run goes on, write the page again and again; the browser loads it by itself.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "With --watch: how often; ${DEFAULT-VALUE} seconds if left out.")
  private int seconds;

  /** The command. */
  public ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    check();
    if (!what.startsWith("s3://") && Files.isRegularFile(Path.of(what))) {
      Path file = Path.of(what);
      TextOutput.keepApart(output, Map.of("the result " + file, file));
      TextOutput target = TextOutput.of(output, terminal);
      target.write(HtmlReport.of(ResultDocument.read(file)));
      return ExitCode.DONE;
    }
    TextOutput target = TextOutput.of(output, terminal);
    try (RunToResume run = find()) {
      write(RunSoFar.of(run, terminal.files()), target);
    }
    return ExitCode.DONE;
  }

  private void check() {
    if (watch && output.isEmpty()) {
      throw new InvalidInput("--watch: needs --output FILE, which it writes again and again");
    }
    if (watch && !what.startsWith("s3://") && Files.isRegularFile(Path.of(what))) {
      throw new InvalidInput(
          "--watch: has no effect on " + what + ", which is a file, only on a run");
    }
    if (seconds < 1) {
      throw new InvalidInput("--every: must be at least 1, but was " + seconds);
    }
  }

  private RunToResume find() {
    if (!what.startsWith("s3://")
        && !Files.exists(Path.of(what))
        && LocalRuns.HERE.find(what).isEmpty()) {
      throw new InvalidInput("there is neither a result nor a run " + what);
    }
    return RunToResume.find(what, List.of());
  }

  private void write(RunSoFar run, TextOutput target) {
    boolean first = true;
    while (true) {
      // Before the results: what comes after the last look at them must not be missed.
      Optional<RunStatus> status = LocalRuns.HERE.find(what);
      Optional<RunSoFar.Seen> seen = run.look();
      boolean ended = seen.filter(RunSoFar.Seen::isWhole).isPresent() || !watch || isOver(status);
      seen.map(now -> page(now, run, status, ended))
          .ifPresent(ended ? target::write : target::writeQuietly);
      if (ended && seen.isEmpty()) {
        throw new InvalidInput("no repetition of " + what + " is whole yet");
      }
      if (ended) {
        return;
      }
      if (seen.isPresent() && first) {
        terminal.say("the page is there; it is written again every " + seconds + " s");
        first = false;
      }
      pause();
    }
  }

  private static boolean isOver(Optional<RunStatus> status) {
    return status.filter(each -> each.state() != RunStatus.State.RUNNING).isPresent();
  }

  private String page(RunSoFar.Seen seen, RunSoFar run, Optional<RunStatus> status, boolean ended) {
    ResultDocument document = ResultDocument.of(timed(seen.result(), status));
    if (seen.isWhole()) {
      return HtmlReport.of(document);
    }
    String words =
        String.format(
            "%,d of %,d repetitions of this run are done%s.",
            seen.result().repetitions(),
            run.repetitions(),
            status
                .map(
                    each ->
                        ": it is "
                            + each.state()
                            + ", "
                            + ProgressWords.withoutEffects(each.progress()))
                .orElse(""));
    return HtmlReport.of(document, new HtmlReport.Unfinished(words, ended ? 0 : seconds));
  }

  /** Results that are kept tell what their fits took, but not how long the run was. */
  private static DmlResult timed(DmlResult result, Optional<RunStatus> status) {
    return status
        .map(each -> result.withRun(result.run().withWall(each.progress().elapsed())))
        .orElse(result);
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("stopped; the page is as it was", true);
    }
  }
}
