package dev.dml.task;

import dev.dml.learner.FitTime;
import dev.dml.parallel.Help;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What some work gave and took.
 *
 * @param value what it gave
 * @param cpuNanos the processor time of all threads that worked at it, in nanoseconds
 * @param predictNanos the part of that in which a learner predicted in a step of its own
 */
record Timed<T>(T value, long cpuNanos, long predictNanos) {

  /** Works on the calling thread, and on those that {@link Help} finds. */
  static <T> Timed<T> of(Supplier<T> work) {
    Help help = Help.current();
    LongSupplier clock = () -> CpuClock.now() + help.nanos();
    FitTime time = new FitTime(clock);
    long started = clock.getAsLong();
    T value = time.during(work::get);
    long spent = clock.getAsLong() - started + time.elsewhereNanos();
    return new Timed<>(value, spent, time.predictNanos());
  }

  /** The same with its part of what was done once for several. */
  Timed<T> withPartOf(Timed<?> common, int several) {
    return new Timed<>(
        value, cpuNanos + common.cpuNanos / several, predictNanos + common.predictNanos / several);
  }
}
