package dev.dml.localcloud;

import dev.dml.localcloud.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Answers every invocation after the same time, without an environment: as many at once as are
 * asked for, since waiting costs nothing.
 *
 * @param settings what the function is said to be
 * @param time how long an invocation takes
 * @param answer the answer to a request
 */
record WaitingFunction(Settings settings, Duration time, UnaryOperator<byte[]> answer)
    implements Runner {

  @Override
  public Answer run(String requestId, byte[] payload, Optional<Fault> fault)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Outcome outcome = Outcome.answer(answer.apply(payload));
    Thread.sleep(time.minusNanos(System.nanoTime() - began));
    return Answer.of(settings, requestId, outcome, "", Duration.ZERO, time, 0);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
