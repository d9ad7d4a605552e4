package dev.dml.study;

import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.usage.Usd;
import java.util.Optional;

/**
 * Where the tasks of all estimations of a study run.
 *
 * @param atOnce how many estimations are worked on at once
 * @param threads how many threads each of them has
 */
public record StudyBackend(int atOnce, int threads) {

  /** So many threads of this machine, for a study of so many estimations. */
  public static StudyBackend local(int threads, int estimations) {
    int atOnce = Math.clamp(estimations, 1, threads);
    return new StudyBackend(atOnce, Math.max(1, threads / atOnce));
  }

  /** Where the tasks of an estimation run. */
  Backend of(int number) {
    return new LocalBackend(threads);
  }

  /** What the study has cost so far. */
  Optional<Usd> spent() {
    return Optional.empty();
  }
}
