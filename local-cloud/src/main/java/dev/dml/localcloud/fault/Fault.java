package dev.dml.localcloud.fault;

import java.util.Locale;

/** Something that goes wrong with an invocation on purpose. */
public enum Fault {
  /** Refused with 429; the function does not run. */
  THROTTLE,
  /** Refused with 500; the function does not run. */
  SERVER_ERROR,
  /** The environment stands still until the time limit ends it. */
  HANG,
  /** The environment is killed when it has the request. */
  CRASH,
  /** The answer is larger than AWS Lambda returns. */
  OVERSIZE,
  /** The function runs, but the connection is closed before its answer. */
  DROPPED_CONNECTION,
  /** The function runs, but a byte of its answer is changed. */
  CORRUPTED_RESULT,
  /**
   * What the function asks Amazon S3 for takes a while, and the first request is refused with 503
   * SlowDown; the function's SDK sends it again.
   */
  SLOW_STORE,
  /** Whatever the function asks Amazon S3 for is refused with 503 SlowDown. */
  FAILING_STORE;

  /** The name on a command line, such as {@code server-error}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
