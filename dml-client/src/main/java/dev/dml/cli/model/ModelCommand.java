package dev.dml.cli.model;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.ResultOptions;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.estimation.Estimation;
import dev.dml.wire.spec.SpecDraft;
import dev.dml.wire.spec.SpecFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml plr} and the like: an estimation of columns of a file, without a spec. */
@Command(mixinStandardHelpOptions = true)
public final class ModelCommand implements Callable<Integer> {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "plr", "partially linear regression",
          "pliv", "partially linear regression with instruments",
          "irm", "interactive regression: a 0/1 treatment whose effect differs",
          "iivm", "interactive regression with a 0/1 instrument",
          "apo", "the average outcome at each level of a treatment",
          "ssm", "a 0/1 treatment and an outcome that only some rows have",
          "did", "difference in differences",
          "did-cross-section", "difference in differences of repeated cross-sections",
          "panel-plr", "partially linear regression of a panel, with effects of units");

  private final Terminal terminal;
  private final String model;

  @Parameters(
      paramLabel = "FILE",
      description = "The data: CSV (.gz), Parquet, or whatever else a spec can name.")
  private String file;

  @Mixin private ColumnOptions columns;

  @Option(
      names = "--print-spec",
      description = "Print the spec that this stands for, and estimate nothing.")
  private boolean printSpec;

  @Mixin private ResultOptions result;

  @Mixin private RunOptions options;

  private ModelCommand(Terminal terminal, String model) {
    this.terminal = terminal;
    this.model = model;
  }

  /** The models that a spec can have; each has a command of its name. */
  public static List<String> models() {
    return List.copyOf(SpecDraft.models());
  }

  /** The command of a model. */
  public static CommandLine of(String model, Terminal terminal) {
    CommandLine command = new CommandLine(new ModelCommand(terminal, model));
    describe(command.getCommandSpec(), model);
    return command;
  }

  private static void describe(CommandSpec spec, String model) {
    String meaning = Objects.requireNonNull(MEANINGS.get(model));
    List<String> lines = new ArrayList<>(List.of("", "Examples:"));
    examples(model).forEach(example -> lines.add("  dml " + model + " " + example));
    spec.usageMessage()
        .description("Estimates without a spec: " + meaning + ".")
        .footer(lines.toArray(String[]::new));
  }

  private static List<String> examples(String model) {
    return switch (model) {
      case "did" ->
          List.of(
              "counties.csv -y log_employment --unit county --time year --cohort first_year",
              "changes.csv -y change -d treated --learner lasso --print-spec");
      case "did-cross-section" ->
          List.of(
              "people.csv -y log_wage --time year --cohort first_year",
              "people.csv -y log_wage -d treated --time after --learner lasso --print-spec");
      case "panel-plr" ->
          List.of(
              "firms.csv -y output -d subsidy --unit firm --time year",
              "firms.csv -y output -d subsidy --unit firm --time year"
                  + " --set approach=cre-general --print-spec");
      case "pliv", "iivm" ->
          List.of(
              "wages.csv -y wage -d training -z offered",
              "wages.csv -y wage -d training -z offered --learner lasso --print-spec");
      case "ssm" ->
          List.of(
              "wages.csv -y wage -d training -s employed",
              "wages.csv -y wage -d training -s employed -z children --score non-ignorable");
      default ->
          List.of(
              "wages.csv -y wage -d training",
              "wages.csv -y wage -d training --learner lasso --print-spec");
    };
  }

  @Override
  public Integer call() {
    SpecFile spec = columns.spec(model, Optional.of(file));
    if (printSpec) {
      terminal.print(spec.yaml());
      return ExitCode.DONE;
    }
    result.check(spec);
    return result.run(Estimation.of(spec, options.files(terminal)), options, terminal);
  }
}
