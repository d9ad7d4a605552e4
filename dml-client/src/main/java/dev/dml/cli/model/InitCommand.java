package dev.dml.cli.model;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import dev.dml.file.DataFile;
import dev.dml.wire.spec.CommentedSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a spec to start from, with every key and what it means in comments.",
    footer = {
      "",
      "Examples:",
      "  dml init plr",
      "  dml init irm wages.csv -y wage -d training --output wages.yaml"
    })
public final class InitCommand implements Callable<Integer> {

  private static final int MOST_COLUMNS = 40;

  private final Terminal terminal;

  @Parameters(paramLabel = "MODEL", index = "0", description = "The model, such as plr.")
  private String model;

  @Parameters(
      paramLabel = "FILE",
      index = "1",
      arity = "0..1",
      description = "The data, whose columns are listed.")
  private Optional<Path> file;

  @Mixin private ColumnOptions columns;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "SPEC",
      description = "Where to write it instead of standard output.")
  private Optional<Path> output;

  /** The command. */
  public InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommentedSpec spec = new CommentedSpec(columns.spec(model, file.map(Path::toString)));
    TextOutput.keepApart(output, inputs());
    TextOutput target = TextOutput.of(output, terminal);
    target.write(spec.text(heading()));
    return ExitCode.DONE;
  }

  private Map<String, Path> inputs() {
    return file.map(path -> Map.of("the data", path)).orElse(Map.of());
  }

  private List<String> heading() {
    List<String> heading = new ArrayList<>();
    heading.add("To estimate: dml estimate " + output.map(Path::toString).orElse("SPEC"));
    file.ifPresent(path -> heading.addAll(columns(path)));
    return heading;
  }

  private static List<String> columns(Path file) {
    Table table = new DataFile(file, Optional.empty()).read();
    List<String> lines = new ArrayList<>();
    lines.add("Columns of " + file.getFileName() + ":");
    int shown = Math.min(MOST_COLUMNS, table.names().size());
    for (String name : table.names().subList(0, shown)) {
      lines.add("  " + name + ": " + table.column(name).map(InitCommand::kind).orElse(""));
    }
    if (shown < table.names().size()) {
      lines.add("  and " + (table.names().size() - shown) + " more");
    }
    return lines;
  }

  private static String kind(TableColumn column) {
    return switch (column) {
      case TableColumn.Numbers numbers -> numbers(numbers);
      case TableColumn.Texts texts ->
          texts.levels().levels().stream().limit(5).collect(Collectors.joining(", ", "texts: ", ""))
              + (texts.levels().levels().size() > 5 ? ", ..." : "");
      case TableColumn.Unusable unusable -> "cannot be used: it " + unusable.reason();
    };
  }

  private static String numbers(TableColumn.Numbers numbers) {
    double[] values = numbers.column().toArray();
    boolean binary = true;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int missing = 0;
    for (double value : values) {
      if (Double.isNaN(value)) {
        missing++;
      } else {
        binary &= value == 0 || value == 1;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    String what = binary ? "0 or 1" : "numbers from " + shown(least) + " to " + shown(most);
    return missing == values.length
        ? "nothing but missing values"
        : what + (missing == 0 ? "" : ", missing in " + missing + " rows");
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
