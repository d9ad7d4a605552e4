/** Gradient boosting. */
package dev.dml.learner.tree.boosting;
