/** Least squares, for all folds and outcomes of a repetition in one pass over the data. */
package dev.dml.learner.leastsquares;
