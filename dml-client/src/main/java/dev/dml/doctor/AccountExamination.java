package dev.dml.doctor;

import dev.dml.aws.AwsRegion;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.invocation.Invocation;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.BackendSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/**
 * Looks whether a run on AWS Lambda would find all that it needs, by trying each of its calls once.
 *
 * <p>It leaves some small objects in the bucket, always the same ones, and costs one invocation.
 *
 * @param spec what a spec says of its backend
 * @param environment the variables of the process
 * @param dataBytes how large the data of a run are as doubles, if they are known
 */
public record AccountExamination(
    BackendSpec.Lambda spec, Map<String, String> environment, OptionalLong dataBytes) {

  private static final List<String> LATER =
      List.of("function", "bucket", "invocation", "concurrency");

  /** What was found. */
  public List<Check> checks() {
    Steps steps = new Steps();
    steps.take("region", List.of(), () -> region(spec.region()));
    steps.take("credentials", List.of(), AccountExamination::credentials);
    if (!steps.succeeded("region")) {
      // Without one the AWS SDK makes no clients.
      steps.leaveOut(LATER, "region");
      return steps.checks();
    }
    try (LambdaAsyncClient lambda = Deployment.lambda(spec)) {
      FunctionExamination function =
          new FunctionExamination(
              lambda, Deployment.functionName(spec, environment), dataBytes, steps);
      function.configuration();
      try (BucketExamination bucket =
          new BucketExamination(
              spec.region(), Deployment.bucketName(spec, environment), function.bucket(), steps)) {
        bucket.look();
        function.trial(bucket.store());
      }
      new ConcurrencyExamination(lambda, spec, steps)
          .look(Deployment.functionName(spec, environment).orElse(""));
    }
    return steps.checks();
  }

  /** The region that a spec names, or that the AWS SDK finds. */
  static Check region(Optional<String> named) {
    try {
      Region region = AwsRegion.region(named);
      return Region.regions().contains(region)
          ? Check.ok("region", region.id())
          : Check.warn(
              "region",
              region.id(),
              "the AWS SDK knows no such region; if it is not a new one, set backend.region or"
                  + " AWS_REGION to that of the stack");
    } catch (InvalidInput e) {
      return Check.fail("region", named.orElse("none"), e.getMessage());
    }
  }

  /** Names the key by its last letters, and never the secret. */
  static Check credentials() {
    try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build()) {
      AwsCredentialsIdentity found = provider.resolveCredentials();
      String key = found.accessKeyId();
      return Check.ok(
          "credentials",
          "access key ending in "
              + key.substring(Math.max(0, key.length() - 4))
              + found.accountId().map(account -> " of account " + account).orElse("")
              + CredentialSource.words(found.providerName())
                  .map(name -> ", from " + name)
                  .orElse(""));
    } catch (RuntimeException e) {
      return Check.fail("credentials", "none", Invocation.refusal("", e));
    }
  }
}
