package dev.dml.aws.jobs;

import dev.dml.aws.AwsRegion;
import dev.dml.aws.Bucket;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Cloud;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.deployment.RunBucket;
import dev.dml.aws.deployment.WatchedLog;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.aws.fanout.CloudBackend;
import dev.dml.aws.fanout.FanOut;
import dev.dml.data.InvalidInput;
import dev.dml.run.RunDirectory;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.ContainerSize;
import dev.dml.usage.FunctionMemory;
import dev.dml.wire.spec.BackendSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.JobDefinition;

/** The queue and the definition of jobs and the bucket of an AWS account, with open connections. */
public final class JobDeployment implements Cloud {

  /** The processors of the stack's compute environment, unless it was deployed with others. */
  private static final int DEFAULT_PROCESSORS = 64;

  /** arn:aws:batch:REGION:ACCOUNT:job-definition/NAME:REVISION. */
  private static final int ACCOUNT_OF_ARN = 4;

  /** AWS Fargate may end a job after 14 days. */
  private static final Duration LONGEST = Duration.ofDays(14);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BackendSpec.Batch spec;
  private final String queue;
  private final String definition;
  private final BatchClient batch;
  private final RunBucket bucket;

  private JobDeployment(BackendSpec.Batch spec, String queue, String definition, RunBucket bucket) {
    this.spec = spec;
    this.queue = queue;
    this.definition = definition;
    this.batch =
        BatchClient.builder()
            .region(AwsRegion.region(spec.region()))
            .httpClientBuilder(AwsCrtHttpClient.builder())
            // A job that is submitted twice is billed twice.
            .overrideConfiguration(
                call ->
                    call.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(PATIENCE))
            .build();
    this.bucket = bucket;
  }

  /**
   * Opens connections, but for that to a bucket which is open already; nothing is sent yet.
   *
   * @param spec what the spec says
   * @param environment the variables of the process; {@code DML_QUEUE}, {@code DML_JOB_DEFINITION}
   *     and {@code DML_BUCKET} stand in for what the spec leaves out
   * @param known the bucket, which stays open; empty to open the one that the spec names
   * @throws InvalidInput if the queue, the definition, the bucket or the region is named nowhere
   */
  public static JobDeployment open(
      BackendSpec.Batch spec, Map<String, String> environment, Optional<Bucket> known) {
    List<String> problems = new ArrayList<>();
    String queue = named(spec.queue(), "queue", "DML_QUEUE", environment, problems);
    String definition =
        named(spec.jobDefinition(), "job_definition", "DML_JOB_DEFINITION", environment, problems);
    String bucket =
        named(
            known.map(Bucket::name).or(spec::bucket),
            "bucket",
            "DML_BUCKET",
            environment,
            problems);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new JobDeployment(spec, queue, definition, new RunBucket(spec, known, bucket));
  }

  private static String named(
      Optional<String> said,
      String key,
      String variable,
      Map<String, String> environment,
      List<String> problems) {
    Optional<String> name = said.or(() -> Optional.ofNullable(environment.get(variable)));
    if (name.isEmpty()) {
      problems.add(Deployment.missing(key, variable));
    }
    return name.orElse("");
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
    return batch.serviceClientConfiguration().region().id();
  }

  /** Containers of the size that the spec says or, as far as it does not, of the smallest. */
  @Override
  public FunctionSettings host(long dataBytes) {
    ContainerSize size = size(spec, dataBytes);
    JobDefinition found = found();
    Optional.of(found.jobDefinitionArn())
        .map(arn -> arn.split(":"))
        .filter(parts -> parts.length > ACCOUNT_OF_ARN)
        .ifPresent(parts -> bucket.mustBeOf(parts[ACCOUNT_OF_ARN]));
    return new FunctionSettings(
        found.jobDefinitionArn(),
        size.memoryMegabytes(),
        found.timeout() == null || found.timeout().attemptDurationSeconds() == null
            ? LONGEST
            : Duration.ofSeconds(found.timeout().attemptDurationSeconds()),
        architecture(found),
        OptionalInt.of(size.vcpu()));
  }

  /** The size of the containers for data; see {@link #host}. */
  public static ContainerSize size(BackendSpec.Batch spec, long dataBytes) {
    long needed = new FunctionMemory(dataBytes).megabytes();
    Optional<ContainerSize> fitting = ContainerSize.with(needed, OptionalInt.empty());
    if (fitting.isEmpty()) {
      throw new InvalidInput(
          "the data need "
              + needed
              + " MB, but the largest container of AWS Fargate has "
              + ContainerSize.all().getLast().memoryMegabytes()
              + " MB; use fewer rows, or set backend.type to local on a larger machine");
    }
    int least = spec.memoryMegabytes().orElse((int) needed);
    Optional<ContainerSize> size =
        ContainerSize.with(least, spec.vcpu()).filter(some -> some.memoryMegabytes() >= needed);
    return size.orElseThrow(
        () ->
            new InvalidInput(
                "the data need "
                    + needed
                    + " MB, but the container has less; set backend.memory_mb to "
                    + fitting.get().memoryMegabytes()
                    + " and backend.vcpu to "
                    + fitting.get().vcpu()
                    + ", or leave both out"));
  }

  /** The name of the queue. */
  public String queue() {
    return queue;
  }

  /** The name of the definition of jobs. */
  public String definition() {
    return definition;
  }

  /**
   * How many jobs of a name the queue has.
   *
   * @throws InvalidInput if it is not there or may not be looked into
   */
  public int jobsOf(String name) {
    try {
      return new Jobs(batch, queue, host(0)).named(name).size();
    } catch (InvalidInput e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidInput(Trouble.of(e).sentence());
    }
  }

  private JobDefinition found() {
    try {
      boolean exact = definition.contains(":");
      return batch
          .describeJobDefinitions(
              describe -> {
                if (exact) {
                  describe.jobDefinitions(definition);
                } else {
                  describe.jobDefinitionName(definition).status("ACTIVE");
                }
              })
          .jobDefinitions()
          .stream()
          .max(Comparator.comparing(JobDefinition::revision))
          .orElseThrow(
              () ->
                  new InvalidInput(
                      "there is no job definition "
                          + definition
                          + " in this account and region; deploy it (sam deploy) or set"
                          + " backend.job_definition and backend.region"));
    } catch (InvalidInput e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidInput(Trouble.of(e).sentence());
    }
  }

  private static String architecture(JobDefinition found) {
    return Optional.ofNullable(found.containerProperties())
        .flatMap(container -> Optional.ofNullable(container.runtimePlatform()))
        .flatMap(platform -> Optional.ofNullable(platform.cpuArchitecture()))
        .filter("ARM64"::equals)
        .map(arm -> "arm64")
        .orElse("x86_64");
  }

  @Override
  public CloudBackend backend(
      RunDirectory run, FunctionSettings containers, AttemptLog log, IntPredicate budget) {
    int atOnce = spec.concurrency().orElse(Math.max(1, DEFAULT_PROCESSORS / containers.threads()));
    FanOut fanOut =
        FanOut.of(atOnce, spec.batching())
            .within(budget)
            .withLongestOutage(spec.longestOutage())
            .withStoredAnswers();
    Jobs jobs = new Jobs(batch, queue, containers);
    return new CloudBackend(
        () -> new JobCarrier(jobs, run, spec.longestOutage(), bucket::tell),
        run,
        containers,
        () -> fanOut,
        new WatchedLog(log, bucket::tell));
  }

  @Override
  public void close() {
    batch.close();
    bucket.close();
  }
}
