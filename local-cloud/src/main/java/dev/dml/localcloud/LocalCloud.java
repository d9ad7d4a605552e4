package dev.dml.localcloud;

import dev.dml.localcloud.access.Activity;
import dev.dml.localcloud.access.Credentials;
import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.process.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
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

  static final String FUNCTION = "dml-nuisance";
  static final String DRIVER = "dml-driver";
  static final String BUCKET = "dml-local";
  static final String REGION = "us-east-1";

  /** The server of the JDK waits 40 ms before it sends small answers, and drops idle callers. */
  private static final Map<String, String> SERVER_PROPERTIES =
      Map.of(
          "sun.net.httpserver.nodelay",
          "true",
          "sun.net.httpserver.maxIdleConnections",
          "10000",
          "sun.net.httpserver.idleInterval",
          "3600");

  private final Path directory;
  private final Credentials credentials = Credentials.random();
  private final Variables variables;
  private final Permissions permissions = new Permissions(REGION);
  private final Interference interference = new Interference();
  private final Activity activity = new Activity();
  private final ConcurrentLinkedQueue<StoreRequest> storeRequests = new ConcurrentLinkedQueue<>();
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final StoreGateway gateway;
  private final InvokeEndpoint endpoint;
  private final Optional<Events> driving;
  private final BatchEndpoint jobs;

  private LocalCloud(Path directory, Settings settings, Making making) throws IOException {
    this.directory = directory;
    this.variables = new Variables(settings, credentials);
    try {
      S3Server s3 = S3Server.start(directory, BUCKET, credentials);
      closing.push(s3::close);
      gateway =
          new StoreGateway(
              s3.endpoint(), StoreRequest.Caller.CLIENT, permissions, interference, this::note);
      closing.push(gateway::close);
      LocalFunction.Place place =
          new LocalFunction.Place(
              directory,
              Parts.nativeLibrary(directory),
              variables.ofFunction(),
              s3.endpoint(),
              this::note);
      Runner runner = making.make(place);
      closing.push(runner::close);
      endpoint =
          new InvokeEndpoint(
              new Description(FUNCTION, BUCKET, settings),
              credentials,
              permissions,
              interference,
              runner,
              activity);
      closing.push(endpoint::close);
      if (settings.driver().isPresent()) {
        LocalFunction driver =
            new LocalFunction(
                settings.ofDriver(), place.with(variables.ofDriver(lambdaEndpoint())));
        closing.push(driver::close);
        driving = Optional.of(new Events(DRIVER, driver));
        closing.push(driving.get()::close);
        endpoint.alsoServe(driving.get());
      } else {
        driving = Optional.empty();
      }
      jobs =
          new BatchEndpoint(
              settings,
              credentials,
              permissions,
              interference,
              new Containers(settings, place),
              activity);
      closing.push(jobs::close);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Makes what runs invocations. */
  private interface Making {
    Runner make(LocalFunction.Place place);
  }

  private void note(StoreRequest request) {
    storeRequests.add(request);
    activity.began();
    activity.ended();
  }

  /**
   * Starts the servers; environments start with the first invocations.
   *
   * @throws IOException if one does not start
   */
  public static LocalCloud start(Settings settings) throws IOException {
    return start(settings, place -> new LocalFunction(settings, place));
  }

  /**
   * Starts a cloud without environments, in which every invocation only waits: to see what a client
   * does that has very many of them.
   *
   * @param settings what the function is said to be; its package is not looked at
   * @param wait how long an invocation takes
   * @param answer makes the answer to a request, on many threads at once
   * @throws IOException if a server does not start
   */
  public static LocalCloud startWaiting(
      Settings settings, Duration wait, UnaryOperator<byte[]> answer) throws IOException {
    return start(settings, place -> new WaitingFunction(settings, wait, answer));
  }

  private static LocalCloud start(Settings settings, Making making) throws IOException {
    SERVER_PROPERTIES.forEach(System::setProperty);
    return new LocalCloud(Files.createTempDirectory("dml-local-cloud"), settings, making);
  }

  /** Kills the process of the driver, wherever it is; AWS calls it again later. */
  public void killDriver() {
    driving.ifPresent(Events::kill);
  }

  /** How often the driver was called and ran, again after failures among them. */
  public int drives() {
    return driving.map(Events::count).orElse(0);
  }

  /** Where AWS Lambda's API is. */
  public URI lambdaEndpoint() {
    return endpoint.endpoint();
  }

  /** Where AWS Batch's API is. */
  public URI batchEndpoint() {
    return jobs.endpoint();
  }

  /** The jobs that were submitted so far, the oldest first. */
  List<LocalJob> jobs() {
    return jobs.jobs();
  }

  /** Where Amazon S3's API is. */
  public URI s3Endpoint() {
    return gateway.endpoint();
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
    return endpoint.records();
  }

  /** What the S3 server was asked for so far, by the client and by the function. */
  public List<StoreRequest> storeRequests() {
    return List.copyOf(storeRequests);
  }

  /**
   * From now on, the client may not do something; what AWS calls it, such as {@code s3:PutObject}.
   */
  public void deny(String action) {
    permissions.deny(action);
  }

  /** From now on, the client may do again what was denied. */
  public void permit(String action) {
    permissions.permit(action);
  }

  /** From now on, for so long, no client can reach AWS Lambda or Amazon S3; the function can. */
  public void cut(Duration length) {
    interference.cut(length);
  }

  /** From now on, for so long, the client's credentials are expired. */
  public void expire(Duration length) {
    interference.expire(length);
  }

  /** From now on, the clock of the cloud is ahead of this machine's by so much. */
  public void skew(Duration ahead) {
    interference.skew(ahead);
  }

  /** How long neither AWS Lambda nor Amazon S3 has been asked for anything. */
  public Duration idle() {
    return activity.idle();
  }

  /** What makes the AWS SDK and the client use this cloud. */
  public Map<String, String> environmentVariables() {
    return variables.ofClient(lambdaEndpoint(), batchEndpoint(), s3Endpoint(), driving.isPresent());
  }

  @Override
  public synchronized void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (NoSuchFileException e) {
      // It was closed before.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
