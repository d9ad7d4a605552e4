package dev.dml.study;

import dev.dml.task.Backend;
import dev.dml.usage.Usd;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Where the tasks of all estimations of a study run. */
public sealed interface StudyBackend extends AutoCloseable
    permits LocalStudyBackend, LambdaStudyBackend {

  /** How many estimations are worked on at once. */
  int atOnce();

  /**
   * Where the tasks of an estimation run. It has its share of threads or invocations, which grows
   * as others end: repetitions that stop when they are enough leave it to those that go on.
   *
   * @param number its 0-based number
   * @param atWork how many estimations are worked on, asked while tasks are sent
   */
  Backend of(int number, IntSupplier atWork);

  /** What a second of fits costs, if it costs anything. */
  Optional<Usd> second();

  /** What all commands of the study have cost so far, if it costs anything. */
  Optional<Usd> spent();

  @Override
  void close();
}
