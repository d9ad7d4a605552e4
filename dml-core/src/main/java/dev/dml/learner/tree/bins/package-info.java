/** Features as ranks and bins of them, and the best cut of a node. */
package dev.dml.learner.tree.bins;
