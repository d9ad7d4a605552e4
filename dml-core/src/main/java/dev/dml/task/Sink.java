package dev.dml.task;

import java.util.List;
import java.util.function.Consumer;

/** Takes the results of a run of tasks, and says what is to be run because of them. */
@FunctionalInterface
public interface Sink {

  /**
   * Takes a result.
   *
   * @return further tasks of the same data and split, none of which was there before; those of
   *     earlier repetitions are begun first
   */
  List<NuisanceTask> accept(TaskResult result);

  /** One that wants no further tasks. */
  static Sink of(Consumer<TaskResult> taker) {
    return result -> {
      taker.accept(result);
      return List.of();
    };
  }
}
