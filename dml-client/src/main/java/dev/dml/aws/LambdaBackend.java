package dev.dml.aws;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.Inputs;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/**
 * Runs tasks in AWS Lambda functions.
 *
 * <p>The data go to the store once, under their digest. Results go there too, before the function
 * answers, so that nothing that was computed is lost: a run of the same name first looks which
 * results exist and sends only the rest.
 *
 * @param lambda the SDK's client, without retries of its own; whoever made it closes it
 * @param store the bucket that the function reads and writes
 * @param function how the function is deployed
 * @param run the name of the run: letters, digits, dots, hyphens and underscores
 * @param fanOut how the run is spread over invocations
 * @param log is told of every invocation when it is over
 */
public record LambdaBackend(
    LambdaAsyncClient lambda,
    ObjectStore store,
    FunctionSettings function,
    String run,
    FanOut fanOut,
    Consumer<Attempt> log)
    implements Backend {

  private static final int READERS = 32;

  @Override
  public String name() {
    return "lambda";
  }

  /** The folder of the results in the store. */
  public String folder() {
    return "runs/" + run + "/results/";
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    if (tasks.isEmpty()) {
      return;
    }
    Inputs inputs = Inputs.of(data, tasks.getFirst().split());
    inputs.put(store, data);
    Map<String, NuisanceTask> missing = new LinkedHashMap<>();
    tasks.forEach(task -> missing.put(TaskBatch.key(inputs, task), task));
    int found = deliverStored(missing, sink);
    Dispatch dispatch =
        new Dispatch(
            lambda, store, function, inputs, folder(), fanOut, missing.values(), log, sink);
    try {
      check(dispatch.run(), found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "stopped after "
              + (found + dispatch.done())
              + " of "
              + tasks.size()
              + " fits; "
              + dispatch.flying()
              + " invocations still run and are billed until they end, at most "
              + function.timeout().toSeconds()
              + " seconds; their results are kept in "
              + store.location(folder()));
    } catch (Dispatch.HopelessException e) {
      throw new InvalidInput(e.getMessage());
    }
  }

  private void check(Dispatch.Summary summary, int found) {
    if (!summary.failed().isEmpty()) {
      throw new TaskFailedException(summary.failed(), found + summary.total());
    }
    if (summary.done() < summary.total()) {
      throw new CancelledException(
          "stopped after "
              + (found + summary.done())
              + " of "
              + (found + summary.total())
              + " fits, because the next invocations could exceed backend.max_cost_usd");
    }
  }

  /** Hands over the results that exist, and leaves only the other tasks in the map. */
  private int deliverStored(Map<String, NuisanceTask> missing, Consumer<TaskResult> sink) {
    Map<String, NuisanceTask> all = Map.copyOf(missing);
    int found = 0;
    for (StoredResults results : stored(all)) {
      for (Map.Entry<String, TaskOutcome> entry : results.byKey().entrySet()) {
        // A failure is not kept: another memory size or version may mend it.
        if (entry.getValue() instanceof TaskOutcome.Done result
            && missing.remove(entry.getKey()) != null) {
          found++;
          sink.accept(result.result());
        }
      }
    }
    return found;
  }

  private List<StoredResults> stored(Map<String, NuisanceTask> tasks) {
    List<String> names = store.names(folder());
    try (ExecutorService readers =
        Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
      return names.stream()
          .map(name -> CompletableFuture.supplyAsync(() -> read(name, tasks), readers))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException known ? known : e;
    }
  }

  private StoredResults read(String name, Map<String, NuisanceTask> tasks) {
    try (InputStream in = store.open(name).orElseGet(InputStream::nullInputStream)) {
      return StoredResults.read(in.readAllBytes(), tasks);
    } catch (InvalidInput e) {
      // Half of an object is as good as none: its tasks are run again.
      return new StoredResults(Map.of());
    } catch (IOException e) {
      throw new StoreException(store.location(name) + " cannot be read: " + e, e);
    }
  }
}
