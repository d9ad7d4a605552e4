/**
 * Ridge, lasso and elastic net: paths of penalties, their solvers, and cross-validation inside the
 * training rows.
 */
package dev.dml.learner.penalized;
