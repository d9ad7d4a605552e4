/**
 * Whole programs against their peers: the same work on the same files, each run in a process of its
 * own, and one table with time, memory and error.
 *
 * <p>{@link dev.dml.benchmark.peers.Peers} measures and writes the table, {@link
 * dev.dml.benchmark.peers.Panel} compares the errors of trees with those of exact ones, {@link
 * dev.dml.benchmark.peers.Scale} measures how cost grows with size and threads.
 */
package dev.dml.benchmark.peers;
