package dev.dml.cli;

import dev.dml.DmlResult;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Reproduction;
import dev.dml.report.ReproductionReport;
import dev.dml.wire.result.Difference;
import dev.dml.wire.result.WrittenResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  private final Terminal terminal;

  @Parameters(paramLabel = "RESULT", description = "A result that --format json wrote.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "The data file, if it is not where the result says.")
  private Optional<Path> data;

  @Mixin private RunOptions options;

  ReproduceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> others =
        options.overrides().stream().filter(value -> !value.startsWith("backend.")).toList();
    if (!others.isEmpty()) {
      throw new InvalidInput(
          others.stream()
              .map(
                  value ->
                      "--set "
                          + value
                          + ": a result is reproduced as it was; only backend may change")
              .toList());
    }
    WrittenResult result = WrittenResult.read(file);
    Reproduction reproduction =
        Reproduction.of(result, data, options.overrides(), options.files(terminal));
    reproduction.notes().forEach(terminal::say);
    DmlResult again;
    try (ProgressDisplay progress = options.progress(terminal)) {
      again =
          reproduction.estimation().withNotices(terminal::say).withProgress(progress).estimate();
    }
    List<Difference> differences = result.differences(again);
    terminal.print(new ReproductionReport(result, differences).lines());
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
