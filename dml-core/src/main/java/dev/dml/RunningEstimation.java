package dev.dml;

import dev.dml.result.DmlResult;
import dev.dml.task.CancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Function;

/**
 * An estimation that goes on in a thread of its own. It publishes what its repetitions say after
 * each of them, and may be stopped when that is enough.
 *
 * <p>Subscribers are told of what comes after they subscribed; one that is slow misses some of it.
 */
public final class RunningEstimation implements Flow.Publisher<PartialEstimate> {

  private final SubmissionPublisher<PartialEstimate> partials = new SubmissionPublisher<>();
  private final CompletableFuture<DmlResult> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopped;

  private RunningEstimation(Function<Steering, DmlResult> work) {
    this.thread = Thread.ofPlatform().daemon().name("dml-estimation").unstarted(() -> run(work));
  }

  static RunningEstimation start(Function<Steering, DmlResult> work) {
    RunningEstimation running = new RunningEstimation(work);
    running.thread.start();
    return running;
  }

  private void run(Function<Steering, DmlResult> work) {
    try {
      result.complete(work.apply(new Watcher()));
      partials.close();
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      partials.closeExceptionally(e);
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super PartialEstimate> subscriber) {
    partials.subscribe(subscriber);
  }

  /**
   * Asks for the result of the repetitions so far, of one at least: those up to the last whole one,
   * so that it is the result of so many repetitions. Repetitions before that one which are not
   * whole are completed first, and so are benchmarks of sensitivity, if any were asked for.
   */
  public void stop() {
    stopped = true;
  }

  /**
   * Waits for the result.
   *
   * @throws CancelledException if the calling thread is interrupted; then the estimation ends, too
   * @throws RuntimeException as {@link DoubleMachineLearning#estimate} does
   */
  public DmlResult result() {
    try {
      return result.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new CancelledException("cancelled while the estimation went on");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e);
    }
  }

  private final class Watcher implements Steering {

    @Override
    public boolean isStopped() {
      return stopped;
    }

    @Override
    public boolean listens() {
      return partials.hasSubscribers();
    }

    @Override
    public void estimated(PartialEstimate partial) {
      partials.offer(partial, null);
    }
  }
}
