package dev.dml.aws.fanout;

import dev.dml.task.Batching;
import dev.dml.wire.spec.BackendSpec;
import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * How a run is spread over invocations.
 *
 * @param concurrency the most invocations at once
 * @param batching which tasks are sent together
 * @param inlineBytes up to how many bytes results come in the answer; beyond, from the store
 * @param mayLaunch whether another invocation may be sent while so many run, such as within a
 *     budget; if it refuses while none runs, the run ends
 * @param longestOutage how long AWS may be out of reach before the run ends
 */
public record FanOut(
    int concurrency,
    Batching batching,
    int inlineBytes,
    IntPredicate mayLaunch,
    Duration longestOutage) {

  /** The 6 MB of AWS Lambda's quota for the payload of a synchronous invocation. */
  public static final int MOST_BYTES = 6 * 1024 * 1024;

  /** Under the 6 MB that AWS Lambda returns, with room for what is beside the results. */
  public static final int MOST_INLINE_BYTES = 5_000_000;

  /** Answers that come together are in memory together. */
  private static final int INLINE_BYTES_TOGETHER = 256 << 20;

  /** Longer than the function may run, so that an answer is not given up too early. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** Checks. */
  public FanOut {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, but was " + concurrency);
    }
    if (inlineBytes < 0 || inlineBytes > MOST_INLINE_BYTES) {
      throw new IllegalArgumentException(
          "inline bytes must be from 0 to " + MOST_INLINE_BYTES + ", but were " + inlineBytes);
    }
  }

  /** The same within a budget; see {@code mayLaunch}. */
  public FanOut within(IntPredicate budget) {
    return new FanOut(concurrency, batching, inlineBytes, budget, longestOutage);
  }

  /** The same with all results in the store, and none in answers. */
  public FanOut withStoredAnswers() {
    return new FanOut(concurrency, batching, 0, mayLaunch, longestOutage);
  }

  /** The same with another bound of outages. */
  public FanOut withLongestOutage(Duration longest) {
    return new FanOut(concurrency, batching, inlineBytes, mayLaunch, longest);
  }

  /** Without a budget; the more invocations at once, the smaller the answers. */
  public static FanOut of(int concurrency, Batching batching) {
    int inlineBytes = Math.min(MOST_INLINE_BYTES, INLINE_BYTES_TOGETHER / Math.max(1, concurrency));
    return new FanOut(
        concurrency, batching, inlineBytes, flying -> true, BackendSpec.Lambda.USUAL_OUTAGE);
  }
}
