package dev.dml.cli.run;

import dev.dml.aws.deployment.Deployment;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.ProgressDisplay;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.detached.DetachedRun;
import dev.dml.detached.Pace;
import dev.dml.detached.Watch;
import dev.dml.estimation.RunToResume;
import dev.dml.run.LocalRuns;
import dev.dml.wire.detached.Call;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.progress.RunStatus;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run as a command line names it, in this directory or in an account.
 *
 * @param name its name, its directory, or {@code s3://BUCKET/runs/NAME}
 * @param account where it is if no command of this directory has begun it
 * @param environment the variables of the process
 */
record NamedRun(String name, AccountOptions account, Map<String, String> environment) {

  private static final Pattern IN_BUCKET = Pattern.compile("s3://([^/]+)/runs/([^/]+)/?");

  /**
   * What it says of itself.
   *
   * @throws InvalidInput if there is none
   */
  RunStatus status() {
    if (!isDetached()) {
      return LocalRuns.HERE.status(name);
    }
    try (Deployment deployment = open()) {
      return in(deployment).status(Pace.of(environment));
    }
  }

  /** Whether it goes on by itself, in an account, which knows how it stands. */
  private boolean isDetached() {
    return LocalRuns.HERE
        .find(name)
        .map(known -> known.state() == RunStatus.State.DETACHED)
        .orElseGet(() -> IN_BUCKET.matcher(name).matches() || account.isNamed(environment));
  }

  /** The command that goes on with it, if it stands like this; a driver that died has another. */
  String goOn(RunStatus status) {
    return isDetached() && status.state() == RunStatus.State.KILLED
        ? "dml attach " + status.location() + account.words()
        : RunToResume.command(status.location(), status.region());
  }

  /** Opens the account that it is in. */
  Deployment open() {
    Optional<RunStatus> known = LocalRuns.HERE.find(name);
    Matcher address = address(known);
    return account.open(
        environment,
        address.matches() ? Optional.of(address.group(1)) : Optional.empty(),
        known.flatMap(RunStatus::region));
  }

  /** It in its account, which is open. */
  DetachedRun in(Deployment deployment) {
    Matcher address = address(LocalRuns.HERE.find(name));
    String run = new Call(address.matches() ? address.group(2) : name).run();
    return new DetachedRun(deployment.run(run).store(), run);
  }

  /** Shows how far it is until it is over. */
  Ending watch(DetachedRun run, Deployment deployment, RunOptions options, Terminal terminal) {
    try (ProgressDisplay progress = options.progress(terminal)) {
      return new Watch(run, deployment, Pace.of(environment)).untilEnd(progress::show);
    }
  }

  private Matcher address(Optional<RunStatus> known) {
    return IN_BUCKET.matcher(known.map(RunStatus::location).orElse(name));
  }
}
