package dev.dml.wire.result;

/**
 * A value that is not the same in two results.
 *
 * @param path where it is, such as {@code estimates[0].coefficient}
 * @param before the value in the first one, in JSON
 * @param after the value in the second one, in JSON
 */
public record Difference(String path, String before, String after) {}
