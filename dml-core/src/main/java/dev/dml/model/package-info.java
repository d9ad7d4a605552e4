/**
 * Causal models: which nuisance functions they need and how the predictions enter their orthogonal
 * scores.
 */
package dev.dml.model;
