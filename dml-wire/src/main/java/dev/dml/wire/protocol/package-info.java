/** What client and function say to each other: batches of tasks, and their results. */
package dev.dml.wire.protocol;
