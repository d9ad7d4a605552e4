package dev.dml.model;

import java.util.Optional;

/**
 * A value that a treatment of several levels takes.
 *
 * @param value the number that stands for it in the data
 * @param text the text in the file, if the treatment is one of texts
 */
public record Level(double value, Optional<String> text) {

  /** A level of a treatment of numbers. */
  public static Level of(double value) {
    return new Level(value, Optional.empty());
  }

  /** Its text, or its number in the shortest form: {@code free}, {@code 2}, {@code 0.5}. */
  public String name() {
    return text.orElseGet(
        () ->
            value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value));
  }
}
