package dev.dml.aws.deployment;

import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.AttemptLog;
import java.util.function.Consumer;

/**
 * A log whose run has somebody to be told what it waits for.
 *
 * @param log is told of the invocations
 * @param watcher is told what the run waits for, in a few words; nothing when it goes on
 */
public record WatchedLog(AttemptLog log, Consumer<String> watcher) implements AttemptLog {

  @Override
  public void launched(Attempt attempt) {
    log.launched(attempt);
  }

  @Override
  public void waits(String reason) {
    watcher.accept(reason);
  }

  @Override
  public void accept(Attempt attempt) {
    log.accept(attempt);
  }
}
