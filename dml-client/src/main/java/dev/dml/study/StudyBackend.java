package dev.dml.study;

import dev.dml.task.Backend;
import dev.dml.usage.Usd;
import java.util.Optional;

/** Where the tasks of all estimations of a study run. */
public sealed interface StudyBackend extends AutoCloseable
    permits LocalStudyBackend, LambdaStudyBackend {

  /** How many estimations are worked on at once. */
  int atOnce();

  /**
   * Where the tasks of an estimation run.
   *
   * @param number its 0-based number
   */
  Backend of(int number);

  /** What the study has cost so far, if it costs anything. */
  Optional<Usd> spent();

  @Override
  void close();
}
