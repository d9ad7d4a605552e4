package dev.dml.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cloud of one function and one bucket on this machine. It listens on the loopback address alone,
 * and leaves nothing behind when it is closed.
 *
 * <pre>{@code
 * try (LocalCloud cloud = LocalCloud.start(Settings.of(Path.of("target/function"), "Handler"))) {
 *   ... cloud.environmentVariables() ...
 * }
 * }</pre>
 */
public final class LocalCloud implements AutoCloseable {

  private static final String FUNCTION = "dml-nuisance";
  private static final String BUCKET = "dml-local";
  private static final String REGION = "us-east-1";

  private final Path directory;
  private final S3Server s3;
  private final LocalFunction function;
  private final InvokeEndpoint endpoint;
  private final Credentials credentials;

  private LocalCloud(
      Path directory,
      S3Server s3,
      LocalFunction function,
      InvokeEndpoint endpoint,
      Credentials credentials) {
    this.directory = directory;
    this.s3 = s3;
    this.function = function;
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  /**
   * Starts the servers; environments start with the first invocations.
   *
   * @throws IOException if one does not start
   */
  public static LocalCloud start(Settings settings) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Path directory = Files.createTempDirectory("dml-local-cloud");
    Credentials credentials = Credentials.random();
    S3Server s3 = S3Server.start(directory, BUCKET, credentials);
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("DML_BUCKET", BUCKET);
    variables.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    variables.put("AWS_REGION", REGION);
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKey());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", FUNCTION);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMegabytes()));
    LocalFunction function =
        new LocalFunction(settings, directory, Parts.nativeLibrary(directory), variables);
    InvokeEndpoint endpoint = new InvokeEndpoint(FUNCTION, function, credentials);
    return new LocalCloud(directory, s3, function, endpoint, credentials);
  }

  /** Where AWS Lambda's API is. */
  public URI lambdaEndpoint() {
    return endpoint.endpoint();
  }

  /** Where Amazon S3's API is. */
  public URI s3Endpoint() {
    return s3.endpoint();
  }

  /** The name of the bucket. */
  public String bucket() {
    return BUCKET;
  }

  /** The name of the function. */
  public String functionName() {
    return FUNCTION;
  }

  /** What requests must be signed with. */
  public Credentials credentials() {
    return credentials;
  }

  /** What reached the Invoke endpoint so far, in the order of the answers. */
  public List<InvocationRecord> invocations() {
    return function.records();
  }

  /** What makes the AWS SDK and the client use this cloud. */
  public Map<String, String> environmentVariables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_LAMBDA", lambdaEndpoint().toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3Endpoint().toString());
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKey());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    variables.put("AWS_REGION", REGION);
    variables.put("DML_FUNCTION", FUNCTION);
    variables.put("DML_BUCKET", BUCKET);
    return variables;
  }

  @Override
  public void close() {
    endpoint.close();
    function.close();
    s3.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
