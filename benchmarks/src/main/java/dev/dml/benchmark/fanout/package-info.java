/**
 * Programs that measure a fan-out: what a client takes, and how far more functions make a run
 * faster.
 */
package dev.dml.benchmark.fanout;
