package dev.dml.learner;

import dev.dml.data.text.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One named, bounded setting of a learner type as it is written in a spec.
 *
 * <p>A setting reads a plain value (a number, a text, a truth value) as its own type, or refuses it
 * with the legal values. {@link #write} is the inverse, for sending a learner over the wire.
 *
 * @param <T> the type of the value in Java
 */
public final class Setting<T> {

  private final String name;
  private final String description;
  private final String legal;
  private final String peer;
  private final T defaultValue;
  private final Function<Object, T> reader;
  private final Function<T, Object> writer;

  private Setting(
      String name,
      String description,
      String legal,
      String peer,
      T defaultValue,
      Function<Object, T> reader,
      Function<T, Object> writer) {
    this.name = Objects.requireNonNull(name);
    this.description = Objects.requireNonNull(description);
    this.legal = legal;
    this.peer = peer;
    this.defaultValue = defaultValue;
    this.reader = reader;
    this.writer = writer;
  }

  /** A whole number from {@code minimum} to {@code maximum}. */
  public static Setting<Integer> integer(
      String name, int defaultValue, int minimum, int maximum, String description) {
    return new Setting<>(
        name,
        description,
        maximum == Integer.MAX_VALUE
            ? "a whole number of at least " + minimum
            : "a whole number from " + minimum + " to " + maximum,
        "",
        defaultValue,
        value ->
            value instanceof Number number
                    && number.doubleValue() == Math.rint(number.doubleValue())
                    && number.doubleValue() >= minimum
                    && number.doubleValue() <= maximum
                ? number.intValue()
                : null,
        value -> value);
  }

  /** A number from {@code minimum} to {@code maximum}, both included. */
  public static Setting<Double> real(
      String name, double defaultValue, double minimum, double maximum, String description) {
    String legal =
        maximum == Double.MAX_VALUE
            ? "a number of at least " + Sentence.number(minimum)
            : "a number from " + Sentence.number(minimum) + " to " + Sentence.number(maximum);
    return new Setting<>(
        name,
        description,
        legal,
        "",
        defaultValue,
        value ->
            value instanceof Number number
                    && number.doubleValue() >= minimum
                    && number.doubleValue() <= maximum
                ? (Double) number.doubleValue()
                : null,
        value -> value);
  }

  /** A truth value. */
  public static Setting<Boolean> flag(String name, boolean defaultValue, String description) {
    return new Setting<>(
        name,
        description,
        "true or false",
        "",
        defaultValue,
        value -> value instanceof Boolean flag ? flag : null,
        value -> value);
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(
      String name, E defaultValue, String description) {
    List<E> constants = Arrays.asList(defaultValue.getDeclaringClass().getEnumConstants());
    return new Setting<>(
        name,
        description,
        constants.stream().map(Setting::text).collect(Collectors.joining(", ")),
        "",
        defaultValue,
        value ->
            constants.stream()
                .filter(constant -> text(constant).equals(value))
                .findFirst()
                .orElse(null),
        Setting::text);
  }

  /**
   * A setting with a notation of its own, such as {@code sqrt} or a number.
   *
   * @param legal the legal values, as the end of the sentence "legal: ..."
   * @param reader returns null, or throws {@link IllegalArgumentException}, for what is not legal
   * @param writer a number, text or truth value that {@code reader} reads back as the same
   */
  public static <T> Setting<T> of(
      String name,
      T defaultValue,
      String legal,
      Function<Object, T> reader,
      Function<T, Object> writer,
      String description) {
    return new Setting<>(name, description, legal, "", defaultValue, reader, writer);
  }

  /** The same setting with the name that scikit-learn has for it. */
  public Setting<T> likeScikitLearn(String peerName) {
    return new Setting<>(name, description, legal, peerName, defaultValue, reader, writer);
  }

  /** The name in a spec, in snake case. */
  public String name() {
    return name;
  }

  /** What the setting does, in a few words. */
  public String description() {
    return description;
  }

  /** The legal values in words. */
  public String legal() {
    return legal;
  }

  /** The name of the same thing in scikit-learn; empty if it has none. */
  public String scikitLearnName() {
    return peer;
  }

  /** The value if a spec says nothing. */
  public T defaultValue() {
    return defaultValue;
  }

  /**
   * The value written in a spec, as its own type.
   *
   * @throws IllegalArgumentException if it is not legal; the message names the value and the legal
   *     values
   */
  public T read(Object value) {
    T read;
    try {
      read = value == null ? null : reader.apply(value);
    } catch (IllegalArgumentException e) {
      read = null;
    }
    if (read == null) {
      throw new IllegalArgumentException("must be " + legal + ", but was " + value);
    }
    return read;
  }

  /** The form of a value in a spec. */
  public Object write(T value) {
    return writer.apply(value);
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
