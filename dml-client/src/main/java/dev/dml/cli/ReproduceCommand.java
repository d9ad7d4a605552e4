package dev.dml.cli;

import dev.dml.cli.option.BackendOptions;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.ProgressDisplay;
import dev.dml.cli.terminal.Terminal;
import dev.dml.estimation.Reproduction;
import dev.dml.report.ReproductionReport;
import dev.dml.result.DmlResult;
import dev.dml.wire.result.Difference;
import dev.dml.wire.result.WrittenResult;
import dev.dml.wire.spec.NamedFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml reproduce}. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the spec inside a result again and compares every number.",
      "The exit code is 0 if all are the same, 1 if some differ or it fails, 2 if the data are not"
          + " those of the result. --set may change only where it runs (backend...)."
    },
    footer = {
      "",
      "Examples:",
      "  dml reproduce rand.json",
      "  dml reproduce rand.json --data /data/rand.csv.gz --set backend.threads=1"
    })
final class ReproduceCommand implements Callable<Integer> {

  private static final Pattern MAY_CHANGE = Pattern.compile("backend\\..*");

  private final Terminal terminal;

  @Parameters(paramLabel = "RESULT", description = "A result that --format json wrote.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "The data file, if it is not where the result says.")
  private Optional<Path> data;

  @Option(
      names = "--partitions",
      paramLabel = "FILE",
      description = "The file of folds that the spec names, if it is not where the result says.")
  private Optional<Path> partitions;

  @Option(
      names = "--nested",
      paramLabel = "FILE",
      description = "The file of halves that the spec names, if it is not where the result says.")
  private Optional<Path> nested;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description =
          "The file of predictions that the spec names, if it is not where the result says.")
  private Optional<Path> predictions;

  @Mixin private BackendOptions set;

  @Mixin private RunOptions options;

  ReproduceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> overrides =
        set.overrides(MAY_CHANGE, "a result is reproduced as it was; only backend may change");
    WrittenResult result = WrittenResult.read(file);
    Reproduction reproduction =
        Reproduction.of(result, moved(), overrides, options.files(terminal));
    reproduction.notes().forEach(terminal::say);
    DmlResult again;
    try (ProgressDisplay progress = options.progress(terminal)) {
      again =
          reproduction
              .estimation()
              .withNotices(terminal::say)
              .withProgress(progress::show)
              .estimate();
    }
    List<Difference> differences = result.differences(again);
    terminal.print(new ReproductionReport(result, differences).lines());
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Map<String, Path> moved() {
    Map<String, Path> moved = new LinkedHashMap<>();
    data.ifPresent(path -> moved.put(NamedFiles.DATA, path));
    partitions.ifPresent(path -> moved.put(NamedFiles.PARTITIONS, path));
    nested.ifPresent(path -> moved.put(NamedFiles.NESTED, path));
    predictions.ifPresent(path -> moved.put(NamedFiles.PREDICTIONS, path));
    return moved;
  }
}
