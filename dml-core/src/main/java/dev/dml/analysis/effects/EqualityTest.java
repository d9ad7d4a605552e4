package dev.dml.analysis.effects;

/**
 * Wald's test that effects do not differ.
 *
 * @param statistic &chi;&sup2; with so many degrees of freedom if they do not
 * @param degrees the degrees of freedom
 * @param p the probability of a larger statistic then
 */
public record EqualityTest(double statistic, int degrees, double p) {}
