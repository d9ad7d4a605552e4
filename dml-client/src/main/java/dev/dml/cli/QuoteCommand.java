package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.option.SpecArgument;
import dev.dml.cli.option.SpecOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.Quotation;
import dev.dml.quote.Quote;
import dev.dml.report.QuoteReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml quote}. */
@Command(
    name = "quote",
    mixinStandardHelpOptions = true,
    description = {
      "Says what an estimation would take and cost on AWS Lambda, by memory size and batching.",
      "A few of its fits are run for that, on this machine or on the deployed function."
    },
    footer = {
      "",
      "Examples:",
      "  dml quote examples/rand.yaml",
      "  dml quote examples/rand.yaml --on lambda --set backend.concurrency=100 --format json"
    })
final class QuoteCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(paramLabel = "SPEC", description = SpecArgument.DESCRIPTION)
  private SpecArgument spec;

  @Option(
      names = "--on",
      paramLabel = "PLACE",
      defaultValue = "local",
      description =
          "Where the few fits run: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private Place place;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private Format format;

  @Mixin private SpecOptions set;

  @Mixin private RunOptions options;

  QuoteCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<String> overrides = new ArrayList<>(set.overrides());
    // Whatever the spec says: the question is what it would be there.
    overrides.add("backend.type=lambda");
    Estimation estimation =
        Estimation.of(spec.read(terminal.in(), overrides), options.files(terminal));
    Quotation quotation = new Quotation(estimation, environment);
    Quote quote = place == Place.local ? quotation.here() : quotation.onLambda();
    QuoteReport report = new QuoteReport(quote, quotation.budget(), quotation.least(quote));
    if (format == Format.text) {
      terminal.print(report.lines(terminal.columns()));
    } else {
      terminal.print(report.json());
    }
    return ExitCode.DONE;
  }

  /** Where fits are measured, by the names on the command line. */
  enum Place {
    local,
    lambda
  }

  /** How a quote is printed, by the names on the command line. */
  enum Format {
    text,
    json
  }
}
