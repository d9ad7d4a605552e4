package dev.dml.aws;

import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.BatchAnswer;
import dev.dml.wire.FunctionReport;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** AWS's client of a function that does what a test says, by the number of the invocation. */
final class ScriptedLambda implements LambdaAsyncClient {

  private static final FunctionReport REPORT =
      new FunctionReport(
          "one",
          false,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          0,
          1,
          0,
          0,
          0);

  private final BiFunction<Integer, TaskBatch, CompletableFuture<InvokeResponse>> script;
  private int invocations;

  /**
   * A client.
   *
   * @param script what comes of an invocation, by its number from 1 and what is sent
   */
  ScriptedLambda(BiFunction<Integer, TaskBatch, CompletableFuture<InvokeResponse>> script) {
    this.script = script;
  }

  @Override
  public CompletableFuture<InvokeResponse> invoke(InvokeRequest request) {
    TaskBatch batch =
        TaskBatch.read(
            request.payload().asByteArray(),
            digest -> {
              throw new IllegalStateException("the folds are drawn");
            });
    return script.apply(++invocations, batch);
  }

  /** A result of each task. */
  static StoredResults results(TaskBatch batch) {
    return StoredResults.of(
        batch,
        batch.tasks().stream()
            .<Optional<TaskOutcome>>map(
                task ->
                    Optional.of(
                        new TaskOutcome.Done(
                            new TaskResult(task.id(), new double[] {0.5}, 0.5, 1, 0))))
            .toList());
  }

  /** The function answers with a result of each task. */
  static CompletableFuture<InvokeResponse> answer(TaskBatch batch) {
    byte[] answer = new BatchAnswer.Inline(REPORT, results(batch), 0).write();
    return CompletableFuture.completedFuture(
        response().payload(SdkBytes.fromByteArray(answer)).build());
  }

  /** The function throws. */
  static CompletableFuture<InvokeResponse> broken(String message) {
    String error = "{\"errorType\":\"Error\",\"errorMessage\":\"" + message + "\"}";
    return CompletableFuture.completedFuture(
        response().functionError("Unhandled").payload(SdkBytes.fromUtf8String(error)).build());
  }

  private static InvokeResponse.Builder response() {
    InvokeResponse.Builder response = InvokeResponse.builder();
    response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of()));
    return response.statusCode(200);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
