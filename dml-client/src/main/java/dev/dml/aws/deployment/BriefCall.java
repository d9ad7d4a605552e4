package dev.dml.aws.deployment;

import dev.dml.s3.ClockSkew;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A call that is answered at once or not at all. */
public final class BriefCall {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private BriefCall() {}

  /** Has a request be answered at once. */
  public static void limit(AwsRequestOverrideConfiguration.Builder override) {
    override.apiCallTimeout(PATIENCE);
  }

  /**
   * Waits for an answer. Whoever is refused because this machine's clock is wrong asks once more:
   * the refusal tells the SDK AWS's time, by which it signs from then on.
   */
  static <T> T answer(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AwsServiceException refused && ClockSkew.isIn(refused)) {
        return call.get().join();
      }
      throw e;
    }
  }
}
