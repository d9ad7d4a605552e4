package dev.dml.cli;

import dev.dml.cli.option.ResultOptions;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.option.SpecArgument;
import dev.dml.cli.option.SpecOptions;
import dev.dml.cli.run.DetachOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.estimation.Estimation;
import dev.dml.wire.spec.SpecFile;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "      --format json --output rand.json",
      "  dml estimate examples/bonus.yaml --set backend.type=lambda --detach"
    })
final class EstimateCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(paramLabel = "SPEC", description = SpecArgument.DESCRIPTION)
  private SpecArgument spec;

  @Mixin private ResultOptions result;

  @Mixin private SpecOptions set;

  @Mixin private RunOptions options;

  @Mixin private DetachOptions detach;

  EstimateCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    SpecFile file = spec.read(terminal.in(), set.overrides());
    result.check(file);
    Estimation estimation = Estimation.of(file, options.files(terminal));
    if (detach.isAsked()) {
      return detach.begin(estimation.withCommand(result.byName()), terminal, environment);
    }
    return result.run(estimation, options, terminal);
  }
}
