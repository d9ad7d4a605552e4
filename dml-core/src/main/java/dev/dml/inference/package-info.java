/**
 * From a score to an estimate, and from the estimates of many repetitions to one with its interval.
 */
package dev.dml.inference;
