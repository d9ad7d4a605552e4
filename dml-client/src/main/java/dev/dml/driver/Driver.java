package dev.dml.driver;

import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.billing.Budget;
import dev.dml.billing.Ledger;
import dev.dml.data.InvalidInput;
import dev.dml.detached.Arrival;
import dev.dml.detached.DetachedRun;
import dev.dml.estimation.Estimation;
import dev.dml.result.DmlResult;
import dev.dml.run.UnfinishedRunException;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.detached.Order;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Drives a run for the time of one invocation: as a client would, with the same dispatch, budget
 * and rules of failure; what the time does not suffice for is left to the next one.
 */
final class Driver {

  /** Somebody has to stop what calls itself. */
  private static final int MOST_IDLE = 4;

  private static final String IDLE =
      "stopped, since four drivers one after another had their time over without a new result:"
          + " fits take too long for them, or AWS runs none";

  private final DetachedRun run;
  private final Slice slice;
  private final Heart heart;
  private final Journal journal;
  private final Path directory;
  private final int memoryMegabytes;
  private volatile boolean tooDear;

  Driver(
      DetachedRun run,
      Slice slice,
      Heart heart,
      Journal journal,
      Path directory,
      int memoryMegabytes) {
    this.run = run;
    this.slice = slice;
    this.heart = heart;
    this.journal = journal;
    this.directory = directory;
    this.memoryMegabytes = memoryMegabytes;
  }

  /**
   * Drives.
   *
   * @return whether the run has ended; otherwise its time is over, and it is to be gone on with
   * @throws RuntimeException if something may pass that ends this invocation, but not the run
   */
  boolean drive(Order order) {
    try {
      Estimation estimation = new Arrival(run, directory).estimation(order, place());
      Report.keep(run, estimate(estimation), order);
      return end(Ending.How.FINISHED, List.of());
    } catch (RuntimeException e) {
      return ends(e instanceof UnfinishedRunException unfinished ? unfinished.reason() : e);
    }
  }

  private boolean ends(RuntimeException problem) {
    // The interrupt that ends a slice is over.
    Thread.interrupted();
    // A slice may end while the last invocation is waited for that the budget allowed.
    boolean overBudget = tooDear && problem instanceof StoppedRunException;
    boolean stopped = Reasons.isStop(problem) && !overBudget;
    if (stopped && heart.isCancelled()) {
      return end(Ending.How.CANCELLED, List.of(heart.stopped()));
    }
    if (stopped && !slice.maySend()) {
      return heart.timeOver() >= MOST_IDLE && end(Ending.How.FAILED, List.of(IDLE));
    }
    if (stopped || Reasons.mayPass(problem)) {
      throw problem;
    }
    return end(
        problem instanceof InvalidInput ? Ending.How.REFUSED : Ending.How.FAILED,
        Reasons.of(problem));
  }

  private boolean end(Ending.How how, List<String> sentences) {
    List<String> all = new ArrayList<>(sentences);
    all.add(heart.bill());
    run.end(new Ending(how, Instant.now(), all));
    return true;
  }

  private DmlResult estimate(Estimation estimation) {
    Thread driving = Thread.currentThread();
    Thread limit =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(slice.untilLast());
                    driving.interrupt();
                  } catch (InterruptedException e) {
                    // It ended before.
                  }
                });
    try (Deployment deployment = Deployment.open(estimation.lambda(), System.getenv())) {
      Cost own = new Cost(memoryMegabytes, estimation.lambda(), deployment);
      return estimation
          .withProgress(heart)
          .withAttempts(all -> heart.billed(all, own.of(heart.driven())))
          .estimateIn(
              deployment, run.name(), journal.file(), ledger -> limits(estimation, own, ledger));
    } finally {
      limit.interrupt();
    }
  }

  private IntPredicate limits(Estimation estimation, Cost own, Ledger ledger) {
    IntPredicate budget = Budget.ofAll(estimation.lambda(), ledger, () -> own.of(heart.driven()));
    return flying -> {
      heart.spent(ledger.spentByAll(), own.of(heart.driven()));
      tooDear = !budget.test(flying);
      return !tooDear && !heart.isCancelled() && slice.maySend() && heart.awaitFresh();
    };
  }

  /** Where it runs here: the spec may name functions of another account. */
  private List<String> place() {
    return List.of(
        "backend.function=" + System.getenv("DML_FUNCTION"),
        "backend.bucket=" + System.getenv("DML_BUCKET"),
        "backend.region=",
        "backend.run=" + run.name());
  }
}
