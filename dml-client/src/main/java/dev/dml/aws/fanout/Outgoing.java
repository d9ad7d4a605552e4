package dev.dml.aws.fanout;

import dev.dml.run.OpenTasks;

/**
 * What is to be sent.
 *
 * @param tasks the tasks, and what they read
 * @param folder where their results go
 * @param firstBatch the number of the first batch: those of earlier runs of tasks have those below
 */
record Outgoing(OpenTasks tasks, String folder, int firstBatch) {}
