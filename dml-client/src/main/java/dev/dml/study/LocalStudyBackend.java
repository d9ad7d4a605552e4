package dev.dml.study;

import dev.dml.task.LocalBackend;
import dev.dml.usage.Usd;
import java.util.Optional;
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
  public LocalBackend of(int number, IntSupplier atWork) {
    return new LocalBackend(() -> Math.max(1, threads / Math.max(1, atWork.getAsInt())));
  }

  @Override
  public Optional<Usd> second() {
    return Optional.empty();
  }

  @Override
  public Optional<Usd> spent() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Threads end with each estimation.
  }
}
