/** What is fitted, on which rows, and by which programs. */
package dev.dml.benchmark.peers.work;
