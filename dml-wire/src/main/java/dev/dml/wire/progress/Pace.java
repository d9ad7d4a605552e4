package dev.dml.wire.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast a run goes, from the second half of its time so far: the first fits are slow, since Java
 * has not compiled them yet, and results that an earlier command has kept come at once.
 */
final class Pace {

  /** Before, nothing can be told. */
  private static final long SHORTEST = Duration.ofSeconds(2).toNanos();

  /** The time so far has about so many moments that are remembered. */
  private static final int MOMENTS = 64;

  private final List<Moment> moments = new ArrayList<>();

  private record Moment(long elapsed, int done) {}

  /** Remembers how many fits are done after some nanoseconds, which never become fewer. */
  void note(long elapsed, int done) {
    if (moments.isEmpty() || elapsed - moments.getLast().elapsed >= elapsed / MOMENTS) {
      moments.add(new Moment(elapsed, done));
    }
    // The last one before the middle stays, since long fits leave few moments.
    while (moments.size() > 1 && moments.get(1).elapsed <= elapsed / 2) {
      moments.removeFirst();
    }
  }

  /** How long the others will take. */
  Optional<Duration> left(long elapsed, int done, int total) {
    if (done >= total) {
      return Optional.of(Duration.ZERO);
    }
    if (elapsed < SHORTEST || moments.isEmpty() || done <= moments.getFirst().done) {
      return Optional.empty();
    }
    Moment first = moments.getFirst();
    double nanos = (double) (elapsed - first.elapsed) / (done - first.done) * (total - done);
    return Optional.of(Duration.ofNanos((long) nanos));
  }
}
