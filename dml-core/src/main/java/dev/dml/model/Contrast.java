package dev.dml.model;

/**
 * The difference of two parameters that are estimated from the same nuisances.
 *
 * @param of the first
 * @param against what is subtracted from it
 */
public record Contrast(Parameter of, Parameter against) {}
