package dev.dml.aws;

/**
 * How many invocations of a run there may be at once.
 *
 * @param invocations the number, at least 1
 * @param source why it is this number, in a sentence
 */
public record AvailableConcurrency(int invocations, String source) {}
