package dev.dml.aws.fanout;

import dev.dml.wire.protocol.StoredResults;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Something that a run waits for. */
sealed interface Event {

  /**
   * An invocation was answered or failed.
   *
   * @param flight the invocation
   * @param at when, by {@link System#nanoTime}
   * @param response what AWS Lambda answered
   * @param error what came instead of an answer
   */
  record Landed(
      Flight flight, long at, Optional<InvokeResponse> response, Optional<Throwable> error)
      implements Event {}

  /**
   * The store was looked into for the results of a batch.
   *
   * @param landed the invocation after which it was
   * @param reply what that invocation came to
   * @param found the results, if there are any
   * @param problem why the store could not be read, if it could not
   */
  record Looked(Landed landed, Reply reply, Optional<StoredResults> found, Optional<String> problem)
      implements Event {}
}
