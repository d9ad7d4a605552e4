package dev.dml;

import java.time.Duration;

/**
 * What a run took.
 *
 * @param backend the name of the backend
 * @param tasks the number of learners fitted
 * @param wall the elapsed time
 * @param cpu the processor time of all tasks together
 */
public record RunRecord(String backend, int tasks, Duration wall, Duration cpu) {}
