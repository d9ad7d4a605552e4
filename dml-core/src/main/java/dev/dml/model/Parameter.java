package dev.dml.model;

/**
 * What is estimated.
 *
 * @param treatment the 0-based position of the treatment in {@link
 *     dev.dml.data.CausalData#treatments()}
 */
public record Parameter(int treatment) {}
