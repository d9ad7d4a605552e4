package dev.dml.study;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskResult;
import dev.dml.usage.Usd;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The threads of this machine.
 *
 * @param threads how many there are
 * @param atOnce how many estimations are worked on at once
 */
public record LocalStudyBackend(int threads, int atOnce) implements StudyBackend {

  /** So many threads, for a study of so many estimations. */
  public static LocalStudyBackend of(int threads, int estimations) {
    return new LocalStudyBackend(threads, Math.clamp(estimations, 1, threads));
  }

  @Override
  public ForwardingBackend of(int number, IntSupplier atWork) {
    return new Share(threads, atWork);
  }

  @Override
  public Optional<Usd> spent() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Threads end with each estimation.
  }

  /** As many threads as fall to one of those at work. */
  private record Share(int threads, IntSupplier atWork) implements ForwardingBackend {

    @Override
    public Backend inner() {
      return new LocalBackend(Math.max(1, threads / Math.max(1, atWork.getAsInt())));
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
      inner().run(data, tasks, sink);
    }
  }
}
