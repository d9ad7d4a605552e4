package dev.dml.localcloud;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.data.CausalData;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.s3.S3Store;
import dev.dml.task.Backend;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.wire.result.ResultJson;
import dev.dml.wire.spec.BackendSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.s3.S3Client;

/** A client of a local cloud, as the AWS SDK finds it by system properties. */
final class Client {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "AWS_ENDPOINT_URL_LAMBDA", "aws.endpointUrlLambda",
          "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3",
          "AWS_ENDPOINT_URL_BATCH", "aws.endpointUrlBatch",
          "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
          "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
          "AWS_REGION", "aws.region");

  private static final String HANDLER = "dev.dml.lambda.NuisanceHandler";

  private final CausalData data = new Lcg500().continuous();
  private final List<Attempt> attempts = new ArrayList<>();

  private Client() {}

  /**
   * The function as the build of dml-lambda packages it, in environments that start as fast as they
   * can: without the second compiler, which pays only for fits that are longer than these.
   */
  static Settings packagedFunction() {
    Archives.make();
    return Settings.of(Archives.FUNCTION, HANDLER)
        .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  }

  /** The same with the options that template.yaml gives it. */
  static Settings deployedFunction(Path root) {
    return Settings.of(new Packaged(root).function(), HANDLER);
  }

  static Client of(LocalCloud cloud) {
    Map<String, String> variables = cloud.environmentVariables();
    PROPERTIES.forEach((name, property) -> System.setProperty(property, variables.get(name)));
    return new Client();
  }

  /** The bucket as the function opens it. */
  static S3Store store(LocalCloud cloud) {
    of(cloud);
    return new S3Store(
        NuisanceHandler.client(S3Client.builder().forcePathStyle(true)), cloud.bucket());
  }

  static Client withoutCloud() {
    return new Client();
  }

  List<Attempt> attempts() {
    return attempts;
  }

  long count(Attempt.Outcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }

  /** What a run in the cloud gives, without what it took. */
  String estimate(
      LocalCloud cloud, String run, Batching batching, int concurrency, int repetitions) {
    BackendSpec.Lambda spec =
        new BackendSpec.Lambda(
            Optional.of(cloud.functionName()),
            Optional.of(cloud.bucket()),
            Optional.empty(),
            OptionalInt.of(concurrency),
            batching,
            Optional.of(run),
            Optional.empty(),
            Optional.empty(),
            BackendSpec.Lambda.USUAL_OUTAGE);
    try (Deployment deployment = Deployment.open(spec, Map.of())) {
      return estimate(deployment, run, repetitions);
    }
  }

  /** Jobs of a cloud, with a batch for each repetition. */
  static BackendSpec.Batch jobs(LocalCloud cloud) {
    return jobs(cloud, new Batching.PerRepetition());
  }

  static BackendSpec.Batch jobs(LocalCloud cloud, Batching batching) {
    Map<String, String> names = cloud.environmentVariables();
    return new BackendSpec.Batch(
        Optional.of(names.get("DML_QUEUE")),
        Optional.of(names.get("DML_JOB_DEFINITION")),
        Optional.of(cloud.bucket()),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        batching,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BackendSpec.Cloud.USUAL_OUTAGE);
  }

  /** What a run in a deployment gives, without what it took. */
  String estimate(Deployment deployment, String run, int repetitions) {
    return estimate(
        deployment.backend(
            deployment.run(run), deployment.function(), attempts::add, flying -> true),
        repetitions);
  }

  /** What a run on this machine gives, without what it took. */
  String estimateHere(int repetitions) {
    return estimate(LocalBackend.allCores(), repetitions);
  }

  /** What a backend gives, without what it took. */
  String estimate(Backend backend, int repetitions) {
    DmlResult result =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", RandomForest.DEFAULT.withTrees(5))
            .withRepetitions(repetitions)
            .withBackend(backend)
            .estimate(data);
    String json = ResultJson.write(result);
    return json.substring(0, json.indexOf("\"run\""));
  }
}
