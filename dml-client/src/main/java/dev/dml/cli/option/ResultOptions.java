package dev.dml.cli.option;

import dev.dml.billing.AttemptsCsv;
import dev.dml.billing.BilledAttempt;
import dev.dml.billing.Timeline;
import dev.dml.cli.terminal.ProgressDisplay;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.detached.DetachedRun;
import dev.dml.estimation.Estimation;
import dev.dml.file.OutputFile;
import dev.dml.file.OutputFiles;
import dev.dml.file.PredictionsFile;
import dev.dml.report.ReportFormat;
import dev.dml.report.TextTable;
import dev.dml.report.html.HtmlReport;
import dev.dml.result.DmlResult;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.SpecFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is done with the result of one estimation. */
public final class ResultOptions {

  private static final String FORMAT = "format";
  private static final String OUTPUT = "output";
  private static final String PREDICTIONS = "predictions";
  private static final String ATTEMPTS = "attempts";
  private static final String TIMELINE = "timeline";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "One of ${COMPLETION-CANDIDATES}. If left out, that of the name of the output file, such"
              + " as .json, or text.")
  private Optional<ReportFormat> format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the result instead of standard output.")
  private Optional<Path> output;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description =
          "Where to write the out-of-fold predictions: as Parquet if the name ends in .parquet,"
              + " else as CSV.")
  private Optional<Path> predictions;

  @Option(
      names = "--attempts",
      paramLabel = "FILE",
      description = "On AWS Lambda: where to write a row for every invocation, as CSV.")
  private Optional<Path> attempts;

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = "On AWS Lambda: where to draw the invocations over time, as SVG.")
  private Optional<Path> timeline;

  /** Of the last run, if it was in a cloud. */
  private List<BilledAttempt> invocations = List.of();

  /** The same by name, with absolute paths, as another process needs it. */
  public Map<String, String> byName() {
    Map<String, String> byName = new LinkedHashMap<>();
    format.ifPresent(value -> byName.put(FORMAT, value.toString()));
    files().forEach((name, path) -> byName.put(name, path.toAbsolutePath().toString()));
    return byName;
  }

  private Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    output.ifPresent(path -> files.put(OUTPUT, path));
    predictions.ifPresent(path -> files.put(PREDICTIONS, path));
    attempts.ifPresent(path -> files.put(ATTEMPTS, path));
    timeline.ifPresent(path -> files.put(TIMELINE, path));
    return files;
  }

  /** What is left out here is taken from what another process was given. */
  public void complete(Map<String, String> earlier) {
    format =
        format.or(
            () ->
                Optional.ofNullable(earlier.get(FORMAT))
                    .map(Named.of(ReportFormat.values())::convert));
    output = output.or(() -> file(earlier, OUTPUT));
    predictions = predictions.or(() -> file(earlier, PREDICTIONS));
    attempts = attempts.or(() -> file(earlier, ATTEMPTS));
    timeline = timeline.or(() -> file(earlier, TIMELINE));
  }

  private static Optional<Path> file(Map<String, String> byName, String name) {
    return Optional.ofNullable(byName.get(name)).map(Path::of);
  }

  /**
   * Looks at the files that are to be written, before anything takes time.
   *
   * @throws dev.dml.data.InvalidInput if one cannot be written, or the spec reads it
   */
  public void check(SpecFile spec) {
    check(NamedFiles.readBy(spec));
  }

  /** The same where no spec reads a file. */
  public void check() {
    check(Map.of());
  }

  private void check(Map<String, Path> read) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    files().forEach((name, path) -> outputs.put("--" + name + " " + path, path));
    new OutputFiles(outputs).keepApart(read);
    form();
    outputs.values().forEach(OutputFile::at);
  }

  /** Estimates and writes what is asked for. */
  public int run(Estimation estimation, RunOptions options, Terminal terminal) {
    refuseIdle(estimation);
    TextOutput target = TextOutput.of(output, terminal);
    Optional<OutputFile> predictionsFile = predictions.map(OutputFile::at);
    Estimation asked =
        (predictionsFile.isPresent() ? estimation.withPredictionsKept() : estimation)
            .withCommand(byName())
            .withNotices(terminal::say)
            .withAttempts(this::write);
    DmlResult result;
    try (ProgressDisplay progress = options.progress(terminal)) {
      result = asked.withProgress(progress::show).estimate();
    }
    predictionsFile.ifPresent(
        file -> new PredictionsFile(result.predictions(), result.preparation()).write(file));
    ReportFormat form = form();
    if (form == ReportFormat.HTML && !invocations.isEmpty()) {
      Timeline timeline = new Timeline("Invocations", invocations);
      target.writeQuietly(HtmlReport.of(ResultDocument.of(result), timeline.scene()));
    } else {
      int columns = output.isPresent() ? TextTable.USUAL_WIDTH : terminal.columns();
      target.writeQuietly(form.of(result, columns));
    }
    warn(result.warnings(), terminal);
    sayWrote(options, terminal);
    return ExitCode.DONE;
  }

  /** Says what a text on the terminal would have said itself. */
  private void warn(List<String> warnings, Terminal terminal) {
    if (output.isPresent() || form() != ReportFormat.TEXT) {
      warnings.forEach(warning -> terminal.say("warning: " + warning));
    }
  }

  /** Fetches the result of a detached run, which has ended, and writes what is asked for. */
  public int fetch(DetachedRun run, RunOptions options, Terminal terminal) {
    predictions.ifPresent(path -> OutputFile.at(path).write(kept(run, "predictions.csv")));
    if (attempts.isPresent() || timeline.isPresent()) {
      write(run.attempts());
    }
    String report = kept(run, "report." + form());
    TextOutput.of(output, terminal).writeQuietly(report);
    ResultDocument document =
        ResultDocument.of(run.name(), kept(run, "report." + ReportFormat.JSON));
    warn(document.warnings(), terminal);
    sayWrote(options, terminal);
    return ExitCode.DONE;
  }

  private static String kept(DetachedRun run, String file) {
    return run.text(file)
        .orElseThrow(
            () ->
                new InvalidInput(
                    file + " was not asked for when the run began, so it was not kept"));
  }

  private ReportFormat form() {
    return format.or(() -> output.map(ReportFormat::ofFile)).orElse(ReportFormat.TEXT);
  }

  private void refuseIdle(Estimation estimation) {
    List<String> idle =
        files().keySet().stream()
            .filter(name -> name.equals(ATTEMPTS) || name.equals(TIMELINE))
            .map(name -> "--" + name + ": has no effect on local, only on lambda and batch")
            .toList();
    if (!estimation.isInCloud() && !idle.isEmpty()) {
      throw new InvalidInput(idle);
    }
  }

  private void sayWrote(RunOptions options, Terminal terminal) {
    if (!options.isQuiet()) {
      files().values().forEach(path -> TextOutput.sayWrote(path, terminal));
    }
  }

  private void write(List<BilledAttempt> billed) {
    invocations = billed;
    attempts.ifPresent(path -> OutputFile.at(path).write(new AttemptsCsv(billed)));
    timeline.ifPresent(path -> OutputFile.at(path).write(new Timeline("Invocations", billed)));
  }
}
