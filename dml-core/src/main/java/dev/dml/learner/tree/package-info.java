/**
 * The kernels of the tree learners: features as 8-bit bins, exact integer histograms, and trees
 * that are grown and applied in one pass.
 */
package dev.dml.learner.tree;
