package dev.dml.cli.run;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.detached.Departure;
import dev.dml.estimation.Estimation;
import dev.dml.run.LocalRuns;
import dev.dml.wire.progress.RunStatus;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run goes on by itself. */
public final class DetachOptions {

  private static final String DRIVER = "DML_DRIVER";
  private static final String CLOUD_ENDS = "DML_CLOUD_ENDS";

  @Option(
      names = "--detach",
      description = {
        "On AWS Lambda: begin the run, print its name and leave it to a function of the account;"
            + " dml status, attach and cancel take the name."
      })
  private boolean asked;

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      description = "The function that drives it; if left out, DML_DRIVER.")
  private Optional<String> driver;

  /** Whether it does. */
  public boolean isAsked() {
    return asked;
  }

  /** Begins the run and prints its name. */
  public int begin(Estimation estimation, Terminal terminal, Map<String, String> environment) {
    if (!estimation.backendName().equals("lambda")) {
      throw new InvalidInput(
          "--detach: needs backend.type lambda, but was "
              + estimation.backendName()
              + "; set backend.type=lambda, or leave --detach out and, if this machine stops, go"
              + " on with dml resume");
    }
    if (Boolean.parseBoolean(environment.get(CLOUD_ENDS))) {
      throw new InvalidInput(
          "--detach: this cloud ends with the command, and the run with it; start the cloud by"
              + " itself: dml local-cloud");
    }
    String function =
        driver
            .or(() -> Optional.ofNullable(environment.get(DRIVER)))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "--driver: is missing; set it, or the environment variable DML_DRIVER, to"
                            + " the DriverName that sam deploy printed"));
    RunStatus begun = new Departure(estimation, function).begin();
    LocalRuns.HERE.note(begun);
    terminal.print(begun.run() + "\n");
    terminal.say("it goes on without this machine; dml status " + begun.run() + " says how far");
    return ExitCode.DONE;
  }
}
