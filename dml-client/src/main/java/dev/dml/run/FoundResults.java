package dev.dml.run;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * The results that a folder of a store had when they were first asked for. All objects are read
 * then, since one may have the results of several tasks; later ones are looked up.
 */
final class FoundResults {

  private static final int READERS = 32;

  private final ObjectStore store;
  private final String folder;

  /** The names of the objects by the keys of their results; one may have failed in another. */
  private final Map<String, Set<String>> objects = new ConcurrentHashMap<>();

  private boolean listed;

  /** Nothing is read yet. */
  FoundResults(ObjectStore store, String folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Hands over the results of some tasks, each under its key. */
  void read(Map<String, NuisanceTask> tasks, BiConsumer<String, TaskResult> sink) {
    List<String> names = listed ? known(tasks.keySet()) : all(tasks.keySet());
    listed = true;
    // A few at a time, so that not all predictions of a run are in memory at once.
    for (int from = 0; from < names.size(); from += READERS) {
      List<String> some = names.subList(from, Math.min(from + READERS, names.size()));
      for (StoredResults results : read(some, tasks)) {
        results
            .byKey()
            .forEach(
                (key, outcome) -> {
                  if (outcome instanceof TaskOutcome.Done one) {
                    sink.accept(key, one.result());
                  }
                });
      }
    }
  }

  /** The objects that hold one result first and in the order of the tasks, then the others. */
  private List<String> all(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>(store.names(folder));
    List<String> ordered =
        new ArrayList<>(
            keys.stream().map(key -> KeptResults.name(folder, key)).filter(names::remove).toList());
    ordered.addAll(names);
    return ordered;
  }

  private List<String> known(Set<String> keys) {
    return keys.stream()
        .flatMap(key -> objects.getOrDefault(key, Set.of()).stream())
        .distinct()
        .toList();
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

  private StoredResults read(String name, Map<String, NuisanceTask> tasks) {
    try (InputStream in = store.open(name).orElseGet(InputStream::nullInputStream)) {
      return StoredResults.read(
          in.readAllBytes(),
          key -> {
            objects.computeIfAbsent(key, any -> new ConcurrentSkipListSet<>()).add(name);
            return Optional.ofNullable(tasks.get(key));
          });
    } catch (InvalidInput e) {
      // A damaged object is as good as none: its tasks are run again.
      return new StoredResults(Map.of());
    } catch (IOException e) {
      throw new StoreException(store.location(name) + " cannot be read: " + FileProblem.of(e), e);
    }
  }
}
