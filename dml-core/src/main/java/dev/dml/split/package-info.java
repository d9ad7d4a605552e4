/** Partitions of the observations into folds, drawn or given. */
package dev.dml.split;
