package dev.dml.billing;

import java.time.Duration;
import java.time.Instant;

/**
 * One of the commands that have worked on a run: the one that began it, or one that went on with
 * it.
 *
 * @param number its number, from 1
 * @param began when it began
 * @param before how long the commands before it have taken together, so that a picture can have
 *     them one after another without the time between them
 */
public record Command(int number, Instant began, Duration before) {

  /** The first command of a run. */
  static Command first(Instant began) {
    return new Command(1, began, Duration.ZERO);
  }
}
