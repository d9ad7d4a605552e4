package dev.dml.driver;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.aws.invocation.Invocation;
import dev.dml.data.InvalidInput;
import dev.dml.store.StoreException;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import java.util.List;

/** Why a run stopped, in sentences for a person. */
final class Reasons {

  private Reasons() {}

  static List<String> of(RuntimeException problem) {
    return switch (problem) {
      case InvalidInput wrong -> wrong.problems();
      case TaskFailedException failed -> failed.sentences();
      case StoppedRunException stopped -> stopped.sentences();
      default ->
          List.of(
              problem.getMessage() == null ? problem.getClass().getName() : problem.getMessage());
    };
  }

  /** Whether the same may succeed when it is tried again. */
  static boolean mayPass(RuntimeException problem) {
    return switch (problem) {
      case StoreException store -> store.mayPass();
      case InvalidInput refused -> Invocation.mayPass(refused);
      default -> false;
    };
  }

  /** Whether a driver has stopped it, so that another one can go on. */
  static boolean isStop(RuntimeException problem) {
    return !(problem.getCause() instanceof TaskFailedException)
        && (problem instanceof CancelledException
            || (problem instanceof StoppedRunException stopped && !stopped.isRefused()));
  }
}
