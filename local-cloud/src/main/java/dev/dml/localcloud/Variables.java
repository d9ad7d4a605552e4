package dev.dml.localcloud;

import dev.dml.localcloud.access.Credentials;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables by which function, driver and clients find each other.
 *
 * @param settings how the function is deployed
 * @param credentials what requests are signed with
 */
record Variables(Settings settings, Credentials credentials) {

  /** Drivers say here far more often that they live, so that nobody waits for a minute. */
  private static final String BEAT = "DML_BEAT_MILLIS";

  private static final String BEAT_MILLIS = "500";

  /** Those that AWS Lambda and template.yaml give to the function. */
  Map<String, String> ofFunction() {
    return Map.of(
        "DML_BUCKET",
        LocalCloud.BUCKET,
        "DML_BUCKET_OWNER",
        Description.ACCOUNT,
        "AWS_REGION",
        LocalCloud.REGION,
        "AWS_ACCESS_KEY_ID",
        credentials.accessKey(),
        "AWS_SECRET_ACCESS_KEY",
        credentials.secretKey(),
        "AWS_LAMBDA_FUNCTION_NAME",
        LocalCloud.FUNCTION,
        "AWS_LAMBDA_FUNCTION_VERSION",
        "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        Integer.toString(settings.memoryMegabytes()));
  }

  /** Those of the driver, which reaches the same endpoint as clients. */
  Map<String, String> ofDriver(URI lambda) {
    Map<String, String> variables = new LinkedHashMap<>(ofFunction());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", LocalCloud.DRIVER);
    variables.put("DML_FUNCTION", LocalCloud.FUNCTION);
    variables.put("AWS_ENDPOINT_URL_LAMBDA", lambda.toString());
    variables.put(BEAT, BEAT_MILLIS);
    return variables;
  }

  /**
   * What makes the AWS SDK and the client use this cloud.
   *
   * @param driver whether there is a driver
   */
  Map<String, String> ofClient(URI lambda, URI batch, URI s3, boolean driver) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_LAMBDA", lambda.toString());
    variables.put("AWS_ENDPOINT_URL_BATCH", batch.toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKey());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    variables.put("AWS_REGION", LocalCloud.REGION);
    variables.put("DML_FUNCTION", LocalCloud.FUNCTION);
    variables.put("DML_QUEUE", BatchEndpoint.QUEUE);
    variables.put("DML_JOB_DEFINITION", JobDefinition.NAME);
    variables.put("DML_BUCKET", LocalCloud.BUCKET);
    if (driver) {
      variables.put("DML_DRIVER", LocalCloud.DRIVER);
      variables.put(BEAT, BEAT_MILLIS);
    }
    return variables;
  }
}
