package dev.dml.cli;

import dev.dml.DmlResult;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.file.OutputFile;
import dev.dml.file.PredictionsFile;
import dev.dml.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml estimate}. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = "Estimates what a spec file describes.",
    footer = {
      "",
      "Examples:",
      "  dml estimate examples/rand.yaml",
      "  dml estimate examples/rand.yaml --set repetitions=20 --set learners.ml_l.trees=200 \\",
      "      --format json --output rand.json"
    })
final class EstimateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "SPEC", description = "A spec in YAML or JSON.")
  private Path spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private ReportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write the result instead of standard output.")
  private Optional<Path> output;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "Where to write the out-of-fold predictions, as CSV.")
  private Optional<Path> predictions;

  @Mixin private RunOptions options;

  EstimateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<OutputFile> resultFile = output.map(OutputFile::at);
    Optional<OutputFile> predictionsFile = predictions.map(OutputFile::at);
    DmlResult result = estimate(predictionsFile.isPresent());
    predictionsFile.ifPresent(
        file -> file.write(new PredictionsFile(result.predictions(), result.preparation())));
    String report = format.of(result);
    if (resultFile.isPresent()) {
      resultFile.get().write(report);
    } else {
      terminal.print(report);
    }
    if (resultFile.isPresent() || format != ReportFormat.TEXT) {
      result.warnings().forEach(warning -> terminal.say("warning: " + warning));
    }
    return ExitCode.DONE;
  }

  private DmlResult estimate(boolean keepPredictions) {
    Estimation read = Estimation.read(spec, List.copyOf(options.overrides()), new DataFiles());
    Estimation estimation = keepPredictions ? read.withPredictionsKept() : read;
    try (ProgressDisplay progress = options.progress(terminal)) {
      return estimation.withProgress(progress).estimate();
    }
  }
}
