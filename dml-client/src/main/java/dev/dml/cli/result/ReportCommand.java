package dev.dml.cli.result;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.file.OutputFile;
import dev.dml.file.OutputFiles;
import dev.dml.report.html.HtmlReport;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
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
    description = "Makes a page for a browser of a result: one file, with pictures and words.",
    footer = {"", "Example:", "  dml report rand.json --output rand.html"})
public final class ReportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "RESULT", description = "A result that --format json wrote.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the page instead of standard output.")
  private Optional<Path> output;

  /** The command. */
  public ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.ifPresent(
        path ->
            new OutputFiles(Map.of("--output " + path, path))
                .keepApart(Map.of("the result " + file, file)));
    Optional<OutputFile> target = output.map(OutputFile::at);
    String page = HtmlReport.of(ResultDocument.read(file));
    target.ifPresentOrElse(out -> out.write(page), () -> terminal.print(page));
    return ExitCode.DONE;
  }
}
