package dev.dml.aws.fanout;

import dev.dml.data.CausalData;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** AWS's client of a function that does what a test says, by the number of the invocation. */
final class ScriptedLambda implements LambdaAsyncClient {

  private static final FunctionReport REPORT =
      new FunctionReport("one", false, Map.of(Metric.STORE_WRITES, 1L));

  private final BiFunction<Integer, TaskBatch, CompletableFuture<InvokeResponse>> script;
  private final Supplier<CompletableFuture<GetFunctionConfigurationResponse>> probes;
  private int invocations;

  /**
   * A client.
   *
   * @param script what comes of an invocation, by its number from 1 and what is sent
   */
  ScriptedLambda(BiFunction<Integer, TaskBatch, CompletableFuture<InvokeResponse>> script) {
    this(
        script,
        () ->
            CompletableFuture.completedFuture(GetFunctionConfigurationResponse.builder().build()));
  }

  /**
   * A client.
   *
   * @param probes what comes of asking how the function is deployed
   */
  ScriptedLambda(
      BiFunction<Integer, TaskBatch, CompletableFuture<InvokeResponse>> script,
      Supplier<CompletableFuture<GetFunctionConfigurationResponse>> probes) {
    this.script = script;
    this.probes = probes;
  }

  @Override
  public CompletableFuture<GetFunctionConfigurationResponse> getFunctionConfiguration(
      Consumer<GetFunctionConfigurationRequest.Builder> request) {
    return probes.get();
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
    return results(batch.tasks().size(), batch);
  }

  private static StoredResults results(int first, TaskBatch batch) {
    List<Optional<TaskOutcome>> outcomes = new ArrayList<>();
    for (NuisanceTask task : batch.tasks()) {
      TaskResult result = new TaskResult(task.id(), new double[] {0.5}, 0.5, 1, 0);
      outcomes.add(
          outcomes.size() < first ? Optional.of(new TaskOutcome.Done(result)) : Optional.empty());
    }
    return StoredResults.of(batch, outcomes);
  }

  /** The function answers with a result of each task. */
  static CompletableFuture<InvokeResponse> answer(TaskBatch batch) {
    return answerFirst(batch.tasks().size(), batch);
  }

  /** The function runs the tasks. */
  static CompletableFuture<InvokeResponse> run(CausalData data, TaskBatch batch) {
    List<Optional<TaskOutcome>> outcomes = new ArrayList<>();
    for (NuisanceTask task : batch.tasks()) {
      outcomes.add(Optional.of(new TaskOutcome.Done(task.run(data))));
    }
    return answer(new BatchAnswer.Inline(REPORT, StoredResults.of(batch, outcomes), 0));
  }

  /** The function answers with results of the first tasks, and did not begin the others. */
  static CompletableFuture<InvokeResponse> answerFirst(int tasks, TaskBatch batch) {
    int unfinished = batch.tasks().size() - tasks;
    return answer(new BatchAnswer.Inline(REPORT, results(tasks, batch), unfinished));
  }

  /** The function answers that each task failed. */
  static CompletableFuture<InvokeResponse> answerFailed(String reason, TaskBatch batch) {
    List<Optional<TaskOutcome>> outcomes = new ArrayList<>();
    for (NuisanceTask task : batch.tasks()) {
      outcomes.add(Optional.of(new TaskOutcome.Failed(task.id(), reason)));
    }
    return answer(new BatchAnswer.Inline(REPORT, StoredResults.of(batch, outcomes), 0));
  }

  /** The function stores a result of each task and answers where. */
  static CompletableFuture<InvokeResponse> answerIn(ObjectStore store, TaskBatch batch) {
    StoredResults results = results(batch);
    store.create(results.name(batch), Content.of(results.write()));
    return answer(new BatchAnswer.Stored(REPORT, results.name(batch), 0));
  }

  private static CompletableFuture<InvokeResponse> answer(BatchAnswer answer) {
    return CompletableFuture.completedFuture(
        response().payload(SdkBytes.fromByteArray(answer.write())).build());
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
