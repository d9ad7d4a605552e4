/** The random forest. */
package dev.dml.learner.tree.forest;
