/** One program at one work: in a process of its own, how long it takes and how far it errs. */
package dev.dml.benchmark.peers.trial;
