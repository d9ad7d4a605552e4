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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
      "      --caption '401(k) eligibility' --output table.tex",
      "  dml table counties.json --coef-map 'all groups=Average,event study' \\",
      "      --gof-omit 'R2|Folds'"
    })
public final class TableCommand implements Callable<Integer> {

  private static final Pattern NOTHING = Pattern.compile("(?!)");

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
      paramLabel = "EFFECT=NAME,...",
      description =
          "Which effects are shown, in this order, and how they are called; may be given several"
              + " times. An effect is what the text report calls it: d, plan = free, ATT(2004,"
              + " 2006) since 2003, since 2, all groups. A comma before a blank is part of a name."
              + " 'event study', 'groups', 'periods' and 'ATT(g, t)' without a name are all of"
              + " these. If left out, all effects, or where there are averages of them that of all"
              + " groups and the event study.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "NAME=COLUMNS",
      split = ",",
      description = "Headings above neighbouring columns, with how many each has.")
  private Map<String, Integer> groups = new LinkedHashMap<>();

  @Option(
      names = "--gof-omit",
      paramLabel = "PATTERN",
      description =
          "Leaves out the lines below the effects that the regular expression finds, such as R2 or"
              + " 'R2|Folds'; '' leaves out none. If left out, the lines of R2 where there are more"
              + " than 12.")
  private Optional<String> omitted;

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
            notes,
            omitted.map(TableCommand::pattern));
    ResultTable table = new ResultTable(results, settings);
    target.write(form.of(table, fragment));
    table.remarks().forEach(terminal::say);
    return ExitCode.DONE;
  }

  private static Pattern pattern(String text) {
    try {
      return text.isEmpty() ? NOTHING : Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new InvalidInput(
          "--gof-omit must be a regular expression, but was " + text + ": " + e.getDescription());
    }
  }
}
