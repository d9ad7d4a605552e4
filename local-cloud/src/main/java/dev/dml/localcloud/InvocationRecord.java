package dev.dml.localcloud;

import dev.dml.localcloud.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that reached the Invoke endpoint.
 *
 * @param number the number of the request, from 0
 * @param requestId its name
 * @param began when it came
 * @param ended when it was answered
 * @param ran whether the function ran
 * @param cold whether an environment was started for it
 * @param billed what is billed
 * @param fault what went wrong on purpose
 * @param requestBytes the size of the request
 */
public record InvocationRecord(
    long number,
    String requestId,
    Instant began,
    Instant ended,
    boolean ran,
    boolean cold,
    Duration billed,
    Optional<Fault> fault,
    int requestBytes) {}
