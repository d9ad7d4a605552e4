package dev.dml.aws.fanout;

import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS Lambda and the function take in one request, and which batching keeps to it.
 *
 * @param workload what is to be sent
 * @param fanOut how it is spread over requests
 */
record RequestLimit(Outgoing workload, FanOut fanOut) {

  /** What is sent together is sent again together; so {@code auto} stops far below the limit. */
  private static final int MOST_TASKS_OF_AUTO = 1000;

  /**
   * Checks the largest requests before anything is sent.
   *
   * @param tasks what is sent first
   * @throws InvalidInput if one is too large, with the batching that would fit
   */
  void check(List<NuisanceTask> tasks) {
    for (NuisanceTask task : oneOfEachKind(tasks)) {
      stopIf(problem(List.of(task), bytes(List.of(task))));
    }
    if (fanOut.batching() instanceof Batching.PerRepetition) {
      for (List<NuisanceTask> together : largestRepetitions(tasks)) {
        // A batch of too many cannot even be made.
        stopIf(problem(together, together.size() > TaskBatch.MOST_TASKS ? 0 : bytes(together)));
      }
    }
  }

  /** How many of some tasks stay together below the limit, whichever they are. */
  int mostTasks(List<NuisanceTask> tasks) {
    int largest =
        oneOfEachKind(tasks).stream()
            .mapToInt(task -> bytes(List.of(task)))
            .max()
            .orElse(FanOut.MOST_BYTES);
    return Math.clamp(FanOut.MOST_BYTES / largest, 1, MOST_TASKS_OF_AUTO);
  }

  /**
   * Why a request must not be sent; empty if it may.
   *
   * @param tasks what is in it
   * @param bytes its size
   */
  Optional<String> problem(List<NuisanceTask> tasks, int bytes) {
    if (tasks.size() > TaskBatch.MOST_TASKS) {
      return Optional.of(
          "backend.batch: "
              + name()
              + " sends "
              + tasks.size()
              + " fits in one request, but a request has 1 to "
              + TaskBatch.MOST_TASKS
              + " fits; per-fold and auto would fit");
    }
    if (bytes <= FanOut.MOST_BYTES) {
      return Optional.empty();
    }
    String size =
        " has "
            + bytes
            + " bytes, but AWS Lambda takes 1 to "
            + FanOut.MOST_BYTES
            + " bytes a request; ";
    return Optional.of(
        tasks.size() == 1
            ? "the request of one fit, "
                + tasks.getFirst().id()
                + ","
                + size
                + "no backend.batch makes it smaller, but shorter names of columns do"
            : "backend.batch: a request of "
                + name()
                + size
                + "per-fold"
                + (fanOut.batching() instanceof Batching.Auto ? "" : " and auto")
                + " would fit");
  }

  private String name() {
    return switch (fanOut.batching()) {
      case Batching.PerFold() -> "per-fold";
      case Batching.PerRepetition() -> "per-repetition";
      case Batching.Auto _ -> "auto";
    };
  }

  /** What a request says. */
  TaskBatch form(List<NuisanceTask> tasks) {
    return new TaskBatch(workload.tasks().inputs(), workload.folder(), fanOut.inlineBytes(), tasks);
  }

  private int bytes(List<NuisanceTask> tasks) {
    return form(tasks).write().length;
  }

  private static Collection<NuisanceTask> oneOfEachKind(List<NuisanceTask> tasks) {
    Map<TaskId.Kind, NuisanceTask> kinds = new LinkedHashMap<>();
    tasks.forEach(task -> kinds.put(task.id().kind(), task));
    return kinds.values();
  }

  /** One of each treatment, whose requests differ by the names of columns alone. */
  private static Collection<List<NuisanceTask>> largestRepetitions(List<NuisanceTask> all) {
    Map<Batches.Repetition, List<NuisanceTask>> repetitions = new LinkedHashMap<>();
    all.forEach(
        task ->
            repetitions
                .computeIfAbsent(Batches.Repetition.of(task), key -> new ArrayList<>())
                .add(task));
    Map<Integer, List<NuisanceTask>> largest = new LinkedHashMap<>();
    repetitions.forEach(
        (repetition, tasks) ->
            largest.merge(
                repetition.treatment(), tasks, (one, two) -> two.size() >= one.size() ? two : one));
    return largest.values();
  }

  private static void stopIf(Optional<String> problem) {
    problem.ifPresent(
        sentence -> {
          throw new InvalidInput(sentence);
        });
  }
}
