package dev.dml.cli.result;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.report.table.ResultTable;
import dev.dml.report.table.TableFormat;
import dev.dml.report.table.TableSettings;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml table}. */
@Command(
    name = "table",
    mixinStandardHelpOptions = true,
    description = "Puts results beside each other, as columns of one table.",
    footer = {
      "",
      "Examples:",
      "  dml table plr.json irm.json",
      "  dml table plr.json irm.json --label PLR,IRM --coef-map e401=Eligibility \\",
      "      --caption '401(k) eligibility' --output table.tex"
    })
public final class TableCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description = "Results that --format json wrote.")
  private List<Path> files;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "One of ${COMPLETION-CANDIDATES}. If left out, that of the name of the output file, or"
              + " text.")
  private Optional<TableFormat> format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the table instead of standard output.")
  private Optional<Path> output;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      split = ",",
      description = "The names of the columns; (1), (2) and so on if left out.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--coef-map",
      paramLabel = "EFFECT=NAME",
      split = ",",
      description = "Which effects are shown, in this order, and how they are called.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "NAME=COLUMNS",
      split = ",",
      description = "Headings above neighbouring columns, with how many each has.")
  private Map<String, Integer> groups = new LinkedHashMap<>();

  @Option(names = "--intervals", description = "Intervals in place of standard errors.")
  private boolean intervals;

  @Option(names = "--stars", description = "Mark p-values below 0.1, 0.05 and 0.01.")
  private boolean stars;

  @Option(
      names = "--digits",
      paramLabel = "N",
      defaultValue = "3",
      description = "The significant digits of a standard error; ${DEFAULT-VALUE}.")
  private int digits;

  @Option(names = "--caption", paramLabel = "TEXT", description = "What the table shows.")
  private Optional<String> caption;

  @Option(names = "--notes", paramLabel = "TEXT", description = "What stands below it.")
  private List<String> notes = new ArrayList<>();

  @Option(
      names = "--fragment",
      description = "In LaTeX and HTML: the table alone, to be put into a document.")
  private boolean fragment;

  /** The command. */
  public TableCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, Path> inputs = new LinkedHashMap<>();
    files.forEach(file -> inputs.put("the result " + file, file));
    TextOutput.keepApart(output, inputs);
    if (digits < 1 || digits > 15) {
      throw new InvalidInput("--digits must be from 1 to 15, but was " + digits);
    }
    TableFormat form = format.or(() -> output.map(TableFormat::ofFile)).orElse(TableFormat.TEXT);
    TextOutput target = TextOutput.of(output, terminal);
    List<ResultDocument> results = files.stream().map(ResultDocument::read).toList();
    TableSettings settings =
        new TableSettings(
            labels,
            ResultTable.names(names, results),
            groups,
            intervals,
            stars,
            digits,
            caption.orElse(""),
            notes);
    target.write(form.of(new ResultTable(results, settings), fragment));
    return ExitCode.DONE;
  }
}
