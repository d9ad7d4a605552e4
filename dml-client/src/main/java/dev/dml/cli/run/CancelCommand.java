package dev.dml.cli.run;

import dev.dml.aws.deployment.Deployment;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.detached.DetachedRun;
import dev.dml.wire.detached.Ending;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dml cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a detached run: nothing more is sent, and what runs is waited for, since it is billed"
          + " anyway.",
      "Its results so far and its bill are kept; dml resume goes on with it."
    },
    footer = {"", "Example:", "  dml cancel wages"})
public final class CancelCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      paramLabel = "RUN",
      description = "Its name, as dml runs lists it, or s3://BUCKET/runs/NAME.")
  private String run;

  @Mixin private AccountOptions account;

  @Mixin private RunOptions options;

  /** The command for a process with these variables. */
  public CancelCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    NamedRun given = new NamedRun(run, account, environment);
    try (Deployment deployment = given.open()) {
      DetachedRun named = given.in(deployment);
      named.order(); // it is there
      named.cancel();
      Ending ending = given.watch(named, deployment, options, terminal);
      terminal.say(named.name() + " is " + ending.how());
      ending.sentences().forEach(terminal::say);
      return ExitCode.DONE;
    }
  }
}
