package dev.dml.wire.detached;

import dev.dml.data.InvalidInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Moments as texts. */
final class Moments {

  private Moments() {}

  static Instant read(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInput("must be a moment such as 2026-11-29T10:15:30Z, but was " + text);
    }
  }
}
