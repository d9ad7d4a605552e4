package dev.dml.lambda;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.MeteredStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.RetryingStore;
import dev.dml.store.StoreException;
import dev.dml.task.LocalBackend;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.OtherVersionException;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import dev.dml.wire.stored.StoredData;
import dev.dml.wire.stored.StoredPartitions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Answers batches of tasks, one at a time, in one process. */
final class NuisanceFunction {

  private final ObjectStore plainStore;
  private final DataCache cache;
  private final Memory memory;
  private final ExecutionEnvironment environment;
  private final LocalBackend workers = LocalBackend.allCores();

  NuisanceFunction(
      ObjectStore store, DataCache cache, Memory memory, ExecutionEnvironment environment) {
    this.plainStore = store;
    this.cache = cache;
    this.memory = memory;
    this.environment = environment;
  }

  /**
   * The outcomes of the tasks in a request, or why it is refused.
   *
   * @param limit after which no further task is begun
   * @throws StoreException if the store does not answer now, but may later
   */
  BatchAnswer answer(byte[] request, TimeLimit limit) {
    Stopwatch watch = new Stopwatch();
    MeteredStore metered = new MeteredStore(plainStore);
    ObjectStore store = new RetryingStore(metered);
    try {
      TaskBatch batch = TaskBatch.read(request, digest -> partitions(store, digest));
      CausalData data = data(store, batch.inputs());
      batch.check(data);
      watch.lap("prepare");
      List<Optional<TaskOutcome>> outcomes = outcomes(data, batch, limit);
      watch.lap("tasks");
      return answer(batch, outcomes, metered, watch);
    } catch (OtherVersionException e) {
      return new BatchAnswer.Refused(List.of(e.getMessage()), Optional.of(true));
    } catch (InvalidInput e) {
      return new BatchAnswer.Refused(e.problems());
    } catch (StoreException e) {
      if (e.mayPass()) {
        throw e;
      }
      return new BatchAnswer.Refused(List.of(e.getMessage()));
    }
  }

  /** Results are stored in any case, so that none is lost with the answer. */
  private BatchAnswer answer(
      TaskBatch batch, List<Optional<TaskOutcome>> outcomes, MeteredStore store, Stopwatch watch) {
    StoredResults results = StoredResults.of(batch, outcomes);
    String name = results.name(batch);
    byte[] stored = results.write();
    new RetryingStore(store).create(name, Content.of(stored));
    FunctionReport report = environment.report(watch, predicting(results), store);
    int unfinished = (int) outcomes.stream().filter(Optional::isEmpty).count();
    return stored.length <= batch.inlineBytes()
        ? new BatchAnswer.Inline(report, results, unfinished)
        : new BatchAnswer.Stored(report, name, unfinished);
  }

  /** The share of predicting in the processor time of the tasks that were done. */
  private static double predicting(StoredResults results) {
    long all = 0;
    long predicting = 0;
    for (TaskOutcome outcome : results.byKey().values()) {
      if (outcome instanceof TaskOutcome.Done(TaskResult result)) {
        all += result.cpuNanos();
        predicting += result.predictNanos();
      }
    }
    return all == 0 ? 0 : predicting / (double) all;
  }

  private List<Optional<TaskOutcome>> outcomes(CausalData data, TaskBatch batch, TimeLimit limit) {
    try {
      return workers.outcomes(data, batch.tasks(), limit);
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        // Too little memory: AWS Lambda shall see it as it is, and end this process.
        throw error;
      }
      throw e;
    }
  }

  private Split.Given partitions(ObjectStore store, String digest) {
    Optional<Split.Given> warm = cache.partitions(digest);
    if (warm.isPresent()) {
      return warm.get();
    }
    Split.Given partitions =
        new StoredPartitions(store, digest)
            .get(
                bytes -> {
                  memory.check(bytes);
                  cache.makeRoom(bytes, Set.of());
                })
            .orElseThrow(() -> missing("partitions", digest));
    cache.put(digest, partitions);
    return partitions;
  }

  /** The partitions are in memory already, and stay there while the data are read beside them. */
  private CausalData data(ObjectStore store, Inputs inputs) {
    String digest = inputs.data();
    Optional<CausalData> warm = cache.data(digest);
    if (warm.isPresent()) {
      return warm.get();
    }
    long beside = inputs.split() instanceof Split.Given given ? DataCache.bytes(given) : 0;
    CausalData data =
        new StoredData(store, digest)
            .get(
                bytes -> {
                  memory.check(beside + bytes);
                  cache.makeRoom(bytes, Set.copyOf(inputs.partitions().stream().toList()));
                })
            .orElseThrow(() -> missing("data", digest));
    cache.put(digest, data);
    return data;
  }

  private static InvalidInput missing(String what, String digest) {
    return new InvalidInput(
        "the "
            + what
            + " "
            + digest
            + " are not in the bucket, or the function may not read them; run the estimation again,"
            + " which stores them, or deploy the stack again: sam deploy");
  }
}
