package dev.dml.run;

import dev.dml.data.CausalData;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Results in a store, each under a key made of everything that it depends on, so that one that is
 * there need not be computed again.
 *
 * @param store where they are
 * @param folder what their names begin with, with a slash at its end
 */
public record KeptResults(ObjectStore store, String folder) {

  private static final int READERS = 32;

  /** Keeps a result; nothing happens if it is kept already. */
  public void keep(String key, TaskResult result) {
    StoredResults one = new StoredResults(Map.of(key, new TaskOutcome.Done(result)));
    store.create(name(key), Content.of(one.write()));
  }

  /**
   * Hands over the results that are kept of some tasks.
   *
   * <p>A failure does not count as a result: another memory size or version may mend it.
   *
   * @param data the data of the tasks
   * @param tasks at least one, all of the same split
   * @return the other tasks
   */
  public OpenTasks deliver(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    Inputs inputs = Inputs.of(data, tasks.getFirst().split());
    Map<String, NuisanceTask> all = TaskBatch.byKey(inputs, tasks);
    Map<String, NuisanceTask> open = new LinkedHashMap<>(all);
    List<String> names = inOrderOf(all);
    // A few at a time, so that not all predictions of a run are in memory at once.
    for (int from = 0; from < names.size(); from += READERS) {
      List<String> some = names.subList(from, Math.min(from + READERS, names.size()));
      for (StoredResults results : read(some, all)) {
        for (Map.Entry<String, TaskOutcome> entry : results.byKey().entrySet()) {
          if (entry.getValue() instanceof TaskOutcome.Done result
              && open.remove(entry.getKey()) != null) {
            sink.accept(result.result());
          }
        }
      }
    }
    return new OpenTasks(inputs, open, all.size() - open.size());
  }

  /** The objects that hold one result first and in the order of the tasks, then the others. */
  private List<String> inOrderOf(Map<String, NuisanceTask> tasks) {
    Set<String> names = new LinkedHashSet<>(store.names(folder));
    List<String> ordered =
        new ArrayList<>(tasks.keySet().stream().map(this::name).filter(names::remove).toList());
    ordered.addAll(names);
    return ordered;
  }

  private List<StoredResults> read(List<String> names, Map<String, NuisanceTask> tasks) {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
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

  private String name(String key) {
    return folder + key + ".json";
  }

  private StoredResults read(String name, Map<String, NuisanceTask> tasks) {
    try (InputStream in = store.open(name).orElseGet(InputStream::nullInputStream)) {
      return StoredResults.read(in.readAllBytes(), tasks);
    } catch (InvalidInput e) {
      // A damaged object is as good as none: its tasks are run again.
      return new StoredResults(Map.of());
    } catch (IOException e) {
      throw new StoreException(store.location(name) + " cannot be read: " + FileProblem.of(e), e);
    }
  }
}
