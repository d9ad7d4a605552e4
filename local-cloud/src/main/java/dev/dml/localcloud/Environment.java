package dev.dml.localcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.process.ClassArchive;
import dev.dml.localcloud.process.Parts;
import dev.dml.localcloud.process.TiedProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An execution environment: a process with the packaged function under AWS's runtime interface
 * client, which asks the Runtime API here for one invocation after the other.
 */
final class Environment implements AutoCloseable {

  private static final Duration MOST_INIT = Duration.ofSeconds(60);
  private static final long LOOK_AT_MEMORY = 50;

  private static final int LOG_TAIL = 4096;

  private final Settings settings;
  private final HttpServer runtimeApi;
  private final StoreGateway store;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Process process;
  private final Path log;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final SynchronousQueue<Request> requests = new SynchronousQueue<>();
  private volatile CompletableFuture<Outcome> current = new CompletableFuture<>();
  private volatile long peakMemory;
  private volatile long restsSince;
  private final long started = System.nanoTime();

  Environment(Settings settings, LocalFunction.Place place, Path directory, List<String> binding)
      throws IOException {
    this.settings = settings;
    this.log = directory.resolve("log");
    Files.createDirectories(directory.resolve("tmp"));
    store =
        new StoreGateway(
            place.s3(),
            StoreRequest.Caller.FUNCTION,
            Permissions.all(),
            new Interference(),
            place.storeLog());
    runtimeApi = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    runtimeApi.setExecutor(threads);
    runtimeApi.createContext("/2018-06-01/runtime/", this::serve);
    runtimeApi.start();
    process = start(place, directory, binding);
  }

  private Process start(LocalFunction.Place place, Path directory, List<String> binding)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.of(binding, java(place, directory)).flatMap(List::stream).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("DML_"));
    variables.putAll(place.variables());
    variables.put("AWS_ENDPOINT_URL_S3", store.endpoint().toString());
    variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getAddress().getPort());
    variables.put("_HANDLER", settings.handler());
    variables.put("LAMBDA_TASK_ROOT", settings.functionPackage().toString());
    variables.put("TMPDIR", directory.resolve("tmp").toString());
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", directory.getFileName().toString());
    variables.put("JAVA_TOOL_OPTIONS", String.join(" ", settings.javaOptions()));
    return builder.start();
  }

  private List<String> java(LocalFunction.Place place, Path directory) throws IOException {
    List<String> command = new ArrayList<>(List.of(Parts.java()));
    command.addAll(ClassArchive.ofFunction(settings.functionPackage()).options());
    command.addAll(
        List.of(
            // AWS leaves about a sixth of the memory to Java itself.
            "-Xmx" + settings.memoryMegabytes() * 5L / 6 + "m",
            "-XX:ActiveProcessorCount=" + settings.processors(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + directory.resolve("tmp"),
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                + place.nativeLibrary(),
            "-cp",
            Parts.classPath(settings.functionPackage())
                + File.pathSeparator
                + Parts.tie(place.directory()),
            TiedProcess.class.getName(),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            settings.handler()));
    return command;
  }

  /** What an environment is given to do. */
  // Handed on and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String id, byte[] payload, Instant deadline) {}

  /** How long it took from the start of the process until it asked for work; waits for that. */
  Duration awaitInit() throws NoStartException, InterruptedException {
    long deadline = System.nanoTime() + MOST_INIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        return Duration.ofNanos(ready.get(20, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // The process is looked at again.
      } catch (ExecutionException e) {
        if (e.getCause() instanceof NoStartException known) {
          throw known;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    throw new NoStartException(Optional.empty());
  }

  /** Has the function answer, within its limits. */
  Outcome invoke(Request request) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    current = outcome;
    long deadline = System.nanoTime() + settings.timeout().plus(settings.overtime()).toNanos();
    if (!requests.offer(request, 10, TimeUnit.SECONDS)) {
      return Outcome.exit(request.id(), "exit status 1");
    }
    while (true) {
      try {
        return outcome.get(LOOK_AT_MEMORY, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (TimeoutException e) {
        if (!process.isAlive()) {
          int code = process.exitValue();
          return Outcome.exit(request.id(), code == 137 ? "signal: killed" : "exit status " + code);
        }
        if (lookAtMemory() > settings.memoryMegabytes() * 1024L * 1024) {
          Parts.kill(process);
          return Outcome.exit(request.id(), "signal: killed");
        }
        if (System.nanoTime() > deadline) {
          Parts.kill(process);
          return Outcome.timeout(request.id(), settings.timeout());
        }
      }
    }
  }

  /** Kills the process in the middle of an invocation. */
  void crash() {
    Parts.kill(process);
  }

  /** The most memory that was seen, in bytes. */
  long peakMemory() {
    lookAtMemory();
    return peakMemory;
  }

  private long lookAtMemory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          peakMemory = 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // The process is gone; what was seen last counts.
    }
    return peakMemory;
  }

  /** Its way to the S3 server. */
  StoreGateway store() {
    return store;
  }

  /** Notes that it has no work from now on. */
  void rest() {
    store.suffer(Optional.empty());
    restsSince = System.nanoTime();
  }

  /** How long it has had no work. */
  Duration rested() {
    return Duration.ofNanos(System.nanoTime() - restsSince);
  }

  /** How many bytes the function has printed. */
  long logSize() {
    return log.toFile().length();
  }

  /** The last of what the function printed after so many bytes. */
  String logTail(long from) {
    try (FileChannel channel = FileChannel.open(log)) {
      long begin = Math.max(from, channel.size() - LOG_TAIL);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - begin));
      channel.read(bytes, begin);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.endsWith("/invocation/next")) {
        next(exchange);
      } else {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/response")) {
          current.complete(Outcome.answer(body));
        } else if (path.endsWith("/init/error")) {
          ready.completeExceptionally(new NoStartException(Optional.of(body)));
        } else {
          current.complete(Outcome.exception(body));
        }
        reply(exchange, 202, new byte[0]);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(System.nanoTime() - started);
    try {
      Request request = requests.take();
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", request.id());
      exchange
          .getResponseHeaders()
          .add("Lambda-Runtime-Deadline-Ms", Long.toString(request.deadline().toEpochMilli()));
      exchange
          .getResponseHeaders()
          .add(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:us-east-1:000000000000:function:local");
      reply(exchange, 200, request.payload());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    // Without a type, the runtime interface client breaks.
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    Parts.kill(process);
    runtimeApi.stop(0);
    threads.shutdownNow();
    store.close();
  }

  /** The process ended, or the handler could not be made, before it asked for work. */
  static final class NoStartException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Optional<byte[]> reason;

    NoStartException(Optional<byte[]> reason) {
      this.reason = reason;
    }

    Outcome outcome(String requestId) {
      return reason.map(Outcome::noStart).orElseGet(() -> Outcome.exit(requestId, "exit status 1"));
    }
  }
}
