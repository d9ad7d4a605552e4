package dev.dml.lambda;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.BatchAnswer;
import dev.dml.wire.FunctionReport;
import dev.dml.wire.StoredData;
import dev.dml.wire.StoredPartitions;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Answers batches of tasks, one at a time, in one process. */
final class NuisanceFunction {

  private final ObjectStore plainStore;
  private final DataCache cache;
  private final Environment environment = new Environment();
  private final LocalBackend workers = LocalBackend.allCores();

  NuisanceFunction(ObjectStore store, DataCache cache) {
    this.plainStore = store;
    this.cache = cache;
  }

  /**
   * The outcomes of the tasks in a request, or why it is refused.
   *
   * @throws StoreException if the store fails in a way that trying again may mend
   */
  BatchAnswer answer(byte[] request) {
    Stopwatch watch = new Stopwatch();
    MeasuredStore store = new MeasuredStore(plainStore);
    try {
      TaskBatch batch = TaskBatch.read(request, digest -> partitions(store, digest));
      watch.lap("decode");
      Optional<StoredResults> known = known(store, batch);
      watch.lap("read");
      StoredResults results = known.isPresent() ? known.get() : run(store, batch, watch);
      byte[] stored = results.write();
      if (known.isEmpty()) {
        store.create(batch.resultKey(), Content.of(stored));
      }
      watch.lap("write");
      FunctionReport report = environment.report(watch, store);
      return stored.length <= batch.inlineBytes()
          ? new BatchAnswer.Inline(report, results)
          : new BatchAnswer.Stored(report, batch.resultKey());
    } catch (InvalidInput e) {
      return new BatchAnswer.Refused(e.problems());
    } catch (IllegalArgumentException e) {
      return new BatchAnswer.Refused(List.of(String.valueOf(e.getMessage())));
    } catch (StoreException e) {
      if (isForGood(e)) {
        return new BatchAnswer.Refused(List.of(e.getMessage()));
      }
      throw e;
    }
  }

  /** Whether the store has understood and refused, such as for want of a permission. */
  private static boolean isForGood(StoreException e) {
    return e.getCause() instanceof SdkServiceException refusal
        && refusal.statusCode() < 500
        && !refusal.isThrottlingException();
  }

  private static Split.Given partitions(ObjectStore store, String digest) {
    return new StoredPartitions(store, digest)
        .get()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "the partitions "
                        + digest
                        + " are not in the bucket; run the estimation again, which stores them"));
  }

  /** What an earlier invocation of the same batch has stored, whose answer may have been lost. */
  private static Optional<StoredResults> known(ObjectStore store, TaskBatch batch) {
    Optional<InputStream> content = store.open(batch.resultKey());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    Map<String, NuisanceTask> byKey = new HashMap<>();
    List<String> keys = batch.keys();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), batch.tasks().get(i));
    }
    try (InputStream in = content.get()) {
      return Optional.of(StoredResults.read(in.readAllBytes(), byKey));
    } catch (IOException e) {
      throw new StoreException(store.location(batch.resultKey()) + " cannot be read: " + e, e);
    }
  }

  private StoredResults run(ObjectStore store, TaskBatch batch, Stopwatch watch) {
    CausalData data = data(store, batch.inputs().data());
    watch.lap("read");
    List<TaskOutcome> outcomes = workers.outcomes(data, batch.tasks());
    watch.lap("fit");
    return StoredResults.of(batch, outcomes);
  }

  private CausalData data(ObjectStore store, String digest) {
    Optional<CausalData> warm = cache.get(digest);
    if (warm.isPresent()) {
      return warm.get();
    }
    CausalData data =
        new StoredData(store, digest)
            .get()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "the data "
                            + digest
                            + " are not in the bucket; run the estimation again, which stores"
                            + " them"));
    cache.put(digest, data);
    return data;
  }
}
