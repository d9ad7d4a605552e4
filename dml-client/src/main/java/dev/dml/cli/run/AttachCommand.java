package dev.dml.cli.run;

import dev.dml.aws.deployment.Deployment;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.ResultOptions;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.detached.DetachedRun;
import dev.dml.wire.detached.Ending;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dml attach}. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Watches a detached run to its end and reports its result, as the command that began it would"
          + " have done.",
      "Ctrl-C ends the watching alone. A run that nobody drives any more is gone on with."
    },
    footer = {
      "",
      "Examples:",
      "  dml attach wages",
      "  dml attach s3://my-bucket/runs/wages --output wages.json"
    })
public final class AttachCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      paramLabel = "RUN",
      description = "Its name, as dml runs lists it, or s3://BUCKET/runs/NAME.")
  private String run;

  @Mixin private AccountOptions account;

  @Mixin private ResultOptions result;

  @Mixin private RunOptions options;

  /** The command for a process with these variables. */
  public AttachCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    NamedRun given = new NamedRun(run, account, environment);
    try (Deployment deployment = given.open()) {
      DetachedRun named = given.in(deployment);
      result.complete(named.order().command());
      result.check();
      Ending ending = given.watch(named, deployment, options, terminal);
      if (ending.how() == Ending.How.FINISHED) {
        int code = result.fetch(named, options, terminal);
        ending.sentences().forEach(terminal::say);
        return code;
      }
      terminal.say(named.name() + " is " + ending.how());
      ending.sentences().forEach(terminal::say);
      return ending.how() == Ending.How.REFUSED ? ExitCode.INPUT_WRONG : ExitCode.FAILED;
    }
  }
}
