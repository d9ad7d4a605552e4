package dev.dml.study;

import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.usage.Usd;
import java.util.Optional;

/**
 * The threads of this machine.
 *
 * @param atOnce how many estimations are worked on at once
 * @param threads how many threads each of them has
 */
public record LocalStudyBackend(int atOnce, int threads) implements StudyBackend {

  /** So many threads, for a study of so many estimations. */
  public static LocalStudyBackend of(int threads, int estimations) {
    int atOnce = Math.clamp(estimations, 1, threads);
    return new LocalStudyBackend(atOnce, Math.max(1, threads / atOnce));
  }

  @Override
  public Backend of(int number) {
    return new LocalBackend(threads);
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
