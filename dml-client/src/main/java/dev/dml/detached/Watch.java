package dev.dml.detached;

import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.invocation.Invocation;
import dev.dml.data.InvalidInput;
import dev.dml.store.Pause;
import dev.dml.task.CancelledException;
import dev.dml.wire.detached.Beat;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Watches a run from outside, and has a driver called when nobody has said anything for too long.
 *
 * @param run the run
 * @param deployment the account that it is in
 * @param pace how often its driver says something
 */
public record Watch(DetachedRun run, Deployment deployment, Pace pace) {

  /**
   * Waits until the run has ended.
   *
   * @param listener is told how far it is, and what the watching waits for
   * @throws InvalidInput if no driver can be called
   * @throws CancelledException if this thread is interrupted; the run goes on
   */
  public Ending untilEnd(Consumer<RunProgress> listener) {
    Shown progress = new Shown(listener);
    deployment.watch(progress::waits);
    Standing seen = run.standing();
    long heard = System.nanoTime();
    Duration patience = pace.patience();
    while (seen.ending().isEmpty()) {
      seen.last().map(Beat::status).map(RunStatus::progress).ifPresent(progress::show);
      if (!Pause.of(pace.look())) {
        throw new CancelledException(
            "not watched any more; the run goes on, dml attach " + run.name() + " watches again",
            true);
      }
      Standing now = run.standing();
      if (now.isLaterThan(seen)) {
        heard = System.nanoTime();
        patience = pace.patience();
      } else if (System.nanoTime() - heard > patience.toNanos()) {
        call(progress);
        heard = System.nanoTime();
        patience = patience.multipliedBy(2);
      }
      seen = now;
    }
    return seen.ending().get();
  }

  /** What AWS does not do now it may do when its turn comes again. */
  private void call(Shown progress) {
    try {
      deployment.call(run.order().driver(), run.name());
    } catch (InvalidInput e) {
      if (!Invocation.mayPass(e)) {
        throw e;
      }
      progress.waits(e.getMessage() + "; a driver is called again later");
    }
  }

  /** What somebody who watches sees: how far the run was when it was last heard of. */
  private static final class Shown {

    private final Consumer<RunProgress> listener;
    private RunProgress last = RunProgress.NONE;

    Shown(Consumer<RunProgress> listener) {
      this.listener = listener;
    }

    void show(RunProgress now) {
      last = now;
      listener.accept(now);
    }

    void waits(String reason) {
      listener.accept(last.waitingFor(reason));
    }
  }
}
