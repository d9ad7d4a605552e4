package dev.dml.cli.result;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
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
    TextOutput.keepApart(output, Map.of("the result " + file, file));
    TextOutput target = TextOutput.of(output, terminal);
    target.write(HtmlReport.of(ResultDocument.read(file)));
    return ExitCode.DONE;
  }
}
