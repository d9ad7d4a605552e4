package dev.dml.wire.protocol;

import java.time.Duration;

/**
 * What a function says of an invocation beside its results.
 *
 * @param environment a name of the process that served it, the same while it is warm
 * @param cold whether this was the first invocation of the process
 * @param init from the start of the process until it was ready; 0 if warm
 * @param read how long reading from the store took
 * @param decode how long it took to understand the request and make columns of the data
 * @param fit how long fitting took
 * @param predict how long predicting took where it is a step of its own; see {@link
 *     dev.dml.learner.FitTime}. Several fits may run at once: the time that elapsed during all is
 *     divided as their processor time is
 * @param write how long writing to the store took
 * @param storeReads requests that read from the store
 * @param storeWrites requests that wrote to the store
 * @param bytesRead bytes read from the store
 * @param bytesWritten bytes written to the store
 * @param peakMemoryBytes the most memory that the process has held
 */
public record FunctionReport(
    String environment,
    boolean cold,
    Duration init,
    Duration read,
    Duration decode,
    Duration fit,
    Duration predict,
    Duration write,
    int storeReads,
    int storeWrites,
    long bytesRead,
    long bytesWritten,
    long peakMemoryBytes) {

  /** How long the tasks took, which both fit and predict. */
  public Duration fitAndPredict() {
    return fit.plus(predict);
  }
}
