/** Calibration: predicted probabilities that mean what they say. */
package dev.dml.learner.calibration;
