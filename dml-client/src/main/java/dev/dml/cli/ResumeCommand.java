package dev.dml.cli;

import dev.dml.cli.option.BackendOptions;
import dev.dml.cli.option.ResultOptions;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.RunToResume;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dml resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a run that stopped: fits what is missing and gives the same result as a run"
          + " that never stopped.",
      "Its spec, and what was to be done with the result, are as they were; --set may change only"
          + " where and how it runs (backend...)."
    },
    footer = {
      "",
      "Examples:",
      "  dml resume dml-runs/rand",
      "  dml resume s3://my-bucket/runs/rand --set backend.max_cost_usd=5"
    })
final class ResumeCommand implements Callable<Integer> {

  private static final Pattern MAY_CHANGE =
      Pattern.compile(
          "backend\\.(type=(lambda|batch)|(threads|function|queue|job_definition|vcpu|memory_mb|region"
              + "|concurrency|batch|max_cost_usd|prices)=.*)");

  private final Terminal terminal;

  @Parameters(
      paramLabel = "RUN",
      description = "Where the run is kept: a directory or s3://BUCKET/runs/NAME.")
  private String run;

  @Mixin private ResultOptions result;

  @Mixin private BackendOptions set;

  @Mixin private RunOptions options;

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> overrides =
        set.overrides(
            MAY_CHANGE,
            "a run is gone on with as it was; only backend.threads, type (lambda or batch),"
                + " function, queue, job_definition, vcpu, memory_mb, region, concurrency, batch,"
                + " max_cost_usd and prices may change");
    try (RunToResume known = RunToResume.find(run, overrides)) {
      result.complete(known.plan().command());
      result.check(known.plan().spec());
      Estimation estimation = known.estimation(overrides, options.files(terminal));
      return result.run(estimation, options, terminal);
    }
  }
}
