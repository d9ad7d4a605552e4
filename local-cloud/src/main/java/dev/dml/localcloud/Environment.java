package dev.dml.localcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An execution environment: a process with the packaged function under AWS's runtime interface
 * client, which asks the Runtime API here for one invocation after the other.
 */
final class Environment implements AutoCloseable {

  private static final Duration MOST_INIT = Duration.ofSeconds(60);
  private static final long LOOK_AT_MEMORY = 50;

  private final Settings settings;
  private final HttpServer runtimeApi;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Process process;
  private final Path log;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final SynchronousQueue<Request> requests = new SynchronousQueue<>();
  private volatile CompletableFuture<Outcome> current = new CompletableFuture<>();
  private volatile long peakMemory;
  private final long started = System.nanoTime();

  Environment(
      Settings settings, Path directory, Path nativeLibrary, Map<String, String> variables) {
    this.settings = settings;
    this.log = directory.resolve("log");
    try {
      Files.createDirectories(directory.resolve("tmp"));
      runtimeApi = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      runtimeApi.setExecutor(threads);
      runtimeApi.createContext("/2018-06-01/runtime/", this::serve);
      runtimeApi.start();
      process = start(directory, nativeLibrary, variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(Path directory, Path nativeLibrary, Map<String, String> variables)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Parts.java());
    // AWS leaves about a sixth of the memory to Java itself.
    command.add("-Xmx" + settings.memoryMegabytes() * 5L / 6 + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-Xshare:auto");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    command.add(
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + nativeLibrary);
    command.addAll(settings.javaOptions());
    command.addAll(
        List.of(
            "-cp",
            Parts.classPath(settings.functionPackage()),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            settings.handler()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("DML_"));
    environment.putAll(variables);
    environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getAddress().getPort());
    environment.put("_HANDLER", settings.handler());
    environment.put("LAMBDA_TASK_ROOT", settings.functionPackage().toString());
    environment.put("TMPDIR", directory.resolve("tmp").toString());
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/local");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", directory.getFileName().toString());
    return builder.start();
  }

  /** What an environment is given to do. */
  // Handed on and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String id, byte[] payload, Instant deadline) {}

  /** How long it took from the start of the process until it asked for work; waits for that. */
  Duration awaitInit() throws IOException {
    long deadline = System.nanoTime() + MOST_INIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        return Duration.ofNanos(ready.get(20, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // The process is looked at again.
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("the function did not start: " + logText());
  }

  /** Has the function answer, within its limits. */
  Outcome invoke(Request request) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    current = outcome;
    long deadline = System.nanoTime() + settings.timeout().toNanos();
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
          return Outcome.timeout(request.id(), settings.timeout().toMillis() / 1000.0);
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

  /** What the function printed. */
  String logText() {
    try {
      return Files.readString(log);
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
          ready.completeExceptionally(new IOException(new String(body, StandardCharsets.UTF_8)));
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
  }
}
