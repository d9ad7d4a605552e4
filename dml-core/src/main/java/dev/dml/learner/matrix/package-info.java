/**
 * Standardised columns, their products and the factors of those: what linear and logistic learners
 * compute with.
 */
package dev.dml.learner.matrix;
