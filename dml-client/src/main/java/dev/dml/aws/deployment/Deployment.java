package dev.dml.aws.deployment;

import dev.dml.aws.AvailableConcurrency;
import dev.dml.aws.AwsRegion;
import dev.dml.aws.Bucket;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.aws.fanout.CloudBackend;
import dev.dml.aws.fanout.FanOut;
import dev.dml.aws.invocation.Invocation;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.data.InvalidInput;
import dev.dml.run.RunDirectory;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.FunctionMemory;
import dev.dml.wire.detached.Call;
import dev.dml.wire.spec.BackendSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.TcpKeepAliveConfiguration;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * The function and the bucket of an AWS account, with open connections to both.
 *
 * <p>The SDK's own retries are off: it would send long calls again, which are billed again.
 */
public final class Deployment implements Cloud {

  /** The most invocations at once, unless a spec says otherwise. */
  public static final int DEFAULT_CONCURRENCY = 1000;

  /** The most that are ever sent at once. */
  static final int MOST_CONCURRENCY = 10_000;

  /** arn:aws:lambda:REGION:ACCOUNT:function:NAME. */
  private static final int ACCOUNT_OF_ARN = 4;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(15);

  private final BackendSpec.Lambda spec;
  private final String functionName;
  private final LambdaAsyncClient lambda;
  private final RunBucket bucket;

  private Deployment(
      BackendSpec.Lambda spec, String functionName, LambdaAsyncClient lambda, RunBucket bucket) {
    this.spec = spec;
    this.functionName = functionName;
    this.lambda = lambda;
    this.bucket = bucket;
  }

  /**
   * Opens connections; nothing is sent yet.
   *
   * @param spec what the spec says
   * @param environment the variables of the process; {@code DML_FUNCTION} and {@code DML_BUCKET}
   *     stand in for what the spec leaves out
   * @throws InvalidInput if the function, the bucket or the region is named nowhere
   */
  public static Deployment open(BackendSpec.Lambda spec, Map<String, String> environment) {
    return open(spec, environment, Optional.empty());
  }

  /**
   * Opens connections, but for that to a bucket which is open already.
   *
   * @param known the bucket, which stays open; empty to open the one that the spec names
   * @see #open(BackendSpec.Lambda, Map)
   */
  public static Deployment open(
      BackendSpec.Lambda spec, Map<String, String> environment, Optional<Bucket> known) {
    Optional<String> function = functionName(spec, environment);
    Optional<String> bucket = known.map(Bucket::name).or(() -> bucketName(spec, environment));
    List<String> problems = new ArrayList<>();
    if (function.isEmpty()) {
      problems.add(missing("function", "DML_FUNCTION"));
    }
    if (bucket.isEmpty()) {
      problems.add(missing("bucket", "DML_BUCKET"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Deployment(
        spec, function.get(), lambda(spec), new RunBucket(spec, known, bucket.get()));
  }

  /** The name of the function by spec or environment, if it is named. */
  public static Optional<String> functionName(
      BackendSpec.Lambda spec, Map<String, String> environment) {
    return spec.function().or(() -> Optional.ofNullable(environment.get("DML_FUNCTION")));
  }

  /** The name of the bucket by spec or environment, if it is named. */
  public static Optional<String> bucketName(
      BackendSpec.Lambda spec, Map<String, String> environment) {
    return spec.bucket().or(() -> Optional.ofNullable(environment.get("DML_BUCKET")));
  }

  /** Says that a key of the backend is missing, and which variable stands in for it. */
  public static String missing(String key, String variable) {
    return "backend."
        + key
        + ": is missing; set it, or the environment variable "
        + variable
        + ", to what sam deploy printed";
  }

  /** AWS's client of the function; nothing is sent yet. */
  public static LambdaAsyncClient lambda(BackendSpec.Lambda spec) {
    int concurrency = spec.concurrency().orElse(MOST_CONCURRENCY);
    return LambdaAsyncClient.builder()
        .region(AwsRegion.region(spec.region()))
        .httpClientBuilder(
            AwsCrtAsyncHttpClient.builder()
                .maxConcurrency(concurrency + concurrency / 10 + 1)
                .tcpKeepAliveConfiguration(
                    TcpKeepAliveConfiguration.builder()
                        .keepAliveInterval(KEEP_ALIVE)
                        .keepAliveTimeout(KEEP_ALIVE)
                        .build()))
        // What completes only puts a reply into a queue; another thread would cost more.
        .asyncConfiguration(
            completion ->
                completion.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(LONGEST_FUNCTION.plus(FanOut.GRACE))
                .build())
        .build();
  }

  @Override
  public void watch(Consumer<String> other) {
    bucket.watch(other);
  }

  @Override
  public String bucketName() {
    return bucket.name();
  }

  @Override
  public RunDirectory run(String name) {
    return bucket.run(name);
  }

  @Override
  public StoreRequests storeRequests() {
    return bucket.requests();
  }

  @Override
  public String region() {
    return lambda.serviceClientConfiguration().region().id();
  }

  @Override
  public CloudBackend backend(
      RunDirectory run, FunctionSettings function, AttemptLog log, IntPredicate budget) {
    int room = room().invocations();
    return backend(run, function, log, budget, () -> room);
  }

  /**
   * The backend of a run, one of several that share what the account has.
   *
   * @param atOnce the most invocations of this one at once, asked whenever one might be sent
   * @see #backend(RunDirectory, FunctionSettings, AttemptLog, IntPredicate)
   */
  public CloudBackend backend(
      RunDirectory run,
      FunctionSettings function,
      AttemptLog log,
      IntPredicate budget,
      IntSupplier atOnce) {
    Supplier<FanOut> fanOut =
        () ->
            FanOut.of(atOnce.getAsInt(), spec.batching())
                .within(budget)
                .withLongestOutage(spec.longestOutage());
    return new CloudBackend(
        () -> new LambdaCarrier(lambda, function),
        run,
        function,
        fanOut,
        new WatchedLog(log, bucket::tell));
  }

  /**
   * How many invocations of a run there may be at once.
   *
   * @throws InvalidInput if 0 are reserved, so that none would run
   */
  public AvailableConcurrency room() {
    return new FunctionConcurrency(spec, functionName, lambda).available();
  }

  /** A function has at most so much memory, which is too little for more than 4.3 GB of data. */
  @Override
  public FunctionSettings host(long dataBytes) {
    FunctionSettings function = function();
    FunctionMemory needed = new FunctionMemory(dataBytes);
    if (needed.megabytes() > function.memoryMegabytes()) {
      throw new InvalidInput(
          "the data need "
              + needed.megabytes()
              + " MB but the function has "
              + function.memoryMegabytes()
              + " MB; "
              + needed.wayOut());
    }
    return function;
  }

  /**
   * How the function is deployed; AWS is asked each time. From then on, the bucket must be of the
   * account of the function.
   *
   * @throws InvalidInput if there is no such function, or it cannot be reached
   */
  public FunctionSettings function() {
    try {
      GetFunctionConfigurationResponse found =
          BriefCall.answer(
              () ->
                  lambda.getFunctionConfiguration(
                      get ->
                          get.functionName(functionName).overrideConfiguration(BriefCall::limit)));
      Optional.ofNullable(found.functionArn())
          .map(arn -> arn.split(":"))
          .filter(parts -> parts.length > ACCOUNT_OF_ARN)
          .ifPresent(parts -> bucket.mustBeOf(parts[ACCOUNT_OF_ARN]));
      return new FunctionSettings(
          functionName,
          found.memorySize(),
          Duration.ofSeconds(found.timeout()),
          found.architecturesAsStrings().stream().findFirst().orElse("x86_64"));
    } catch (RuntimeException e) {
      throw refused(functionName, e);
    }
  }

  /** With what AWS said as the cause; see {@link Invocation#mayPass}. */
  private static InvalidInput refused(String function, RuntimeException e) {
    InvalidInput refused = new InvalidInput(Invocation.refusal(function, e));
    refused.initCause(e);
    return refused;
  }

  /**
   * Has a driver drive a run; AWS calls it again if it fails.
   *
   * @param driver the name of its function
   * @param run the name of the run
   * @throws InvalidInput if it cannot be called
   */
  public void call(String driver, String run) {
    try {
      var _ =
          BriefCall.answer(
              () ->
                  lambda.invoke(
                      invoke ->
                          invoke
                              .functionName(driver)
                              .invocationType(InvocationType.EVENT)
                              .payload(SdkBytes.fromByteArray(new Call(run).write()))
                              .overrideConfiguration(BriefCall::limit)));
    } catch (RuntimeException e) {
      throw refused(driver, e);
    }
  }

  @Override
  public void close() {
    lambda.close();
    bucket.close();
  }
}
