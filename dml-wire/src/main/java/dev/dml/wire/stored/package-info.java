/** What the tasks of a run read from a store: data and partitions as {@code .npy} objects. */
package dev.dml.wire.stored;
