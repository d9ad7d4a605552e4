package dev.dml.run;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.RunPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The directory of a run, on this machine or in a bucket: its plan, and its results as they come.
 *
 * @param store where it is
 * @param prefix what the names of its objects begin with; empty or with a slash at its end
 * @param location its path or {@code s3://} address, for a person and for {@code dml resume}
 */
public record RunDirectory(ObjectStore store, String prefix, String location) {

  private static final String PLAN = "plan.json";

  /** Less than what a command has to end after Ctrl-C. */
  private static final int LIST_SECONDS = 8;

  /** A name that no other run has. */
  public static String newName() {
    return "run-"
        + Instant.now().toString().replaceAll("[^0-9]", "").substring(0, 14)
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  /** A directory of this machine, which is made with its first object. */
  public static RunDirectory inFolder(Path folder) {
    return new RunDirectory(new FolderStore(folder), "", folder.toString());
  }

  /** The directory of a run of this name in a bucket. */
  public static RunDirectory inBucket(ObjectStore bucket, String run) {
    String prefix = "runs/" + run + "/";
    String location = bucket.location("runs/" + run);
    return new RunDirectory(bucket, prefix, location);
  }

  /**
   * The same directory for a run that is new and has no task run twice: however often a backend is
   * called, it does not look for earlier results.
   */
  public RunDirectory ofNewRun() {
    return new RunDirectory(new UnlistedStore(store), prefix, location);
  }

  /** The results that are there. */
  public KeptResults results() {
    return new KeptResults(store, prefix + "results/");
  }

  /**
   * The plan; empty if the run never began.
   *
   * @throws InvalidInput if the plan cannot be understood
   */
  public Optional<RunPlan> plan() {
    Optional<InputStream> content = store.open(prefix + PLAN);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = content.get()) {
      return Optional.of(RunPlan.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new StoreException(
          store.location(prefix + PLAN) + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  /**
   * Lists tasks that failed, as CSV with a row for each.
   *
   * @return where the list is; empty if it could not be stored, which must not hide the failures
   */
  public Optional<String> list(List<TaskOutcome.Failed> failed) {
    String name = prefix + "failed/" + Instant.now().toString().replaceAll("[^0-9TZ]", "") + ".csv";
    StringBuilder rows = new StringBuilder("task,reason\n");
    for (TaskOutcome.Failed failure : failed) {
      rows.append(failure.id())
          .append(",\"")
          .append(failure.reason().replace("\"", "\"\""))
          .append("\"\n");
    }
    // By another thread: Ctrl-C interrupts this one every second, and a store answers none that is.
    return CompletableFuture.supplyAsync(() -> stored(name, Content.of(rows.toString())))
        .completeOnTimeout(Optional.empty(), LIST_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private Optional<String> stored(String name, Content content) {
    try {
      store.create(name, content);
      return Optional.of(store.location(name));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /**
   * Notes what the run sets out to do, or checks that it is what an earlier run of this name set
   * out to do.
   *
   * @param known the plan that is kept, if it was read already
   * @return whether the run is new
   * @throws InvalidInput if it is something else
   */
  public boolean begin(RunPlan plan, Optional<RunPlan> known) {
    if (known.isEmpty() && store.create(prefix + PLAN, Content.of(plan.write()))) {
      return true;
    }
    RunPlan earlier =
        known
            .or(this::plan)
            .orElseThrow(
                () -> new StoreException(location + " has a plan that cannot be read; delete it"));
    if (!earlier.sameWork(plan)) {
      throw new InvalidInput(
          "backend.run: "
              + location
              + " is a run of another spec, other data or another version of this program ("
              + earlier.version()
              + "); choose another name");
    }
    return false;
  }
}
