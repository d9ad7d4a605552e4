package dev.dml.study;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The results of the tasks of a data set, in a file, by keys made of everything that they depend
 * on; and which of them are being computed. Several threads may use it.
 */
final class TaskLog implements AutoCloseable {

  private static final int KEY = 64;

  private final Path path;
  private final Journal journal;
  private final Map<String, Long> places = new HashMap<>();
  private final Set<String> claimed = new HashSet<>();

  /** Opens a file with what an earlier process left in it. */
  TaskLog(Path path) {
    this.path = path;
    this.journal = Journal.open(path, (place, record) -> places.put(key(record), place));
  }

  private static String key(byte[] record) {
    return new String(record, 0, KEY, StandardCharsets.US_ASCII);
  }

  /**
   * Whether the caller is to compute a result: nobody has, and nobody is about to. Then it must
   * {@link #keep} it or {@link #release} the key.
   */
  synchronized boolean claim(String key) {
    return !places.containsKey(key) && claimed.add(key);
  }

  /** The result of a task, if it is there. */
  Optional<TaskResult> get(String key, NuisanceTask task) {
    Long place;
    synchronized (this) {
      place = places.get(key);
    }
    return place == null ? Optional.empty() : read(journal.get(place), key, task);
  }

  private Optional<TaskResult> read(byte[] record, String key, NuisanceTask task) {
    try {
      StoredResults stored =
          StoredResults.read(Arrays.copyOfRange(record, KEY, record.length), Map.of(key, task));
      if (stored.byKey().get(key) instanceof TaskOutcome.Done done) {
        return Optional.of(done.result());
      }
    } catch (InvalidInput e) {
      // Of another form: as good as none.
    }
    synchronized (this) {
      places.remove(key);
    }
    return Optional.empty();
  }

  /** Keeps a result that was claimed. */
  void keep(String key, TaskResult result) {
    byte[] stored = new StoredResults(Map.of(key, new TaskOutcome.Done(result))).write();
    byte[] record = Arrays.copyOf(key.getBytes(StandardCharsets.US_ASCII), KEY + stored.length);
    System.arraycopy(stored, 0, record, KEY, stored.length);
    long place = journal.add(record);
    synchronized (this) {
      places.put(key, place);
      claimed.remove(key);
      notifyAll();
    }
  }

  /** Leaves a result to somebody else. */
  synchronized void release(String key) {
    if (claimed.remove(key)) {
      notifyAll();
    }
  }

  /** Waits until one of some keys is no longer claimed by somebody. */
  synchronized void await(Set<String> keys) throws InterruptedException {
    while (claimed.containsAll(keys)) {
      wait();
    }
  }

  /** Forgets all results, which nobody needs any more. */
  void delete() {
    close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be deleted: " + FileProblem.of(e), e);
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
