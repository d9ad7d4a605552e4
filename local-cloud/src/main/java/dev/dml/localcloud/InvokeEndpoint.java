package dev.dml.localcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The part of AWS Lambda's API that a client calls, for one function. */
final class InvokeEndpoint implements AutoCloseable {

  private static final String FUNCTIONS = "/2015-03-31/functions/";
  private static final int LOG_TAIL = 4096;
  private static final int BACKLOG = 4096;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LocalFunction function;
  private final String name;
  private final Credentials credentials;
  private final AtomicLong count = new AtomicLong();
  private final Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();

  InvokeEndpoint(String name, LocalFunction function, Credentials credentials) throws IOException {
    this.name = name;
    this.function = function;
    this.credentials = credentials;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] payload = exchange.getRequestBody().readNBytes(LocalFunction.MOST_BYTES + 1);
      String path = exchange.getRequestURI().getPath();
      if (!isSigned(exchange)) {
        refuse(exchange, 403, "UnrecognizedClientException", "The security token is invalid.", "");
      } else if (path.equals("/2016-08-19/account-settings/")) {
        reply(exchange, 200, account().getBytes(StandardCharsets.UTF_8));
      } else if (!names(path)) {
        refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + path, "");
      } else if (path.endsWith("/configuration")) {
        reply(exchange, 200, configuration().getBytes(StandardCharsets.UTF_8));
      } else if (path.endsWith("/invocations")) {
        invoke(exchange, payload);
      } else {
        refuse(exchange, 404, "ResourceNotFoundException", "No such operation: " + path, "");
      }
    }
  }

  private boolean isSigned(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization != null && authorization.contains(credentials.accessKey());
  }

  private boolean names(String path) {
    if (!path.startsWith(FUNCTIONS)) {
      return false;
    }
    String named = path.substring(FUNCTIONS.length()).replaceFirst("/.*", "");
    return named.replaceFirst("(:|%3A).*", "").equals(name);
  }

  private void invoke(HttpExchange exchange, byte[] payload) throws IOException {
    long number = count.getAndIncrement();
    String requestId = UUID.randomUUID().toString();
    exchange.getResponseHeaders().add("x-amzn-RequestId", requestId);
    Optional<Fault> fault =
        seen.add(ByteBuffer.wrap(payload))
            ? function.settings().faults().of(payload)
            : Optional.empty();
    Instant began = Instant.now();
    if (payload.length > LocalFunction.MOST_BYTES) {
      refuse(
          exchange,
          413,
          "RequestTooLargeException",
          "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
          "");
    } else if (fault.equals(Optional.of(Fault.SERVER_ERROR))) {
      refuse(
          exchange,
          500,
          "ServiceException",
          "An error occurred and the request cannot be processed.",
          "");
      note(number, requestId, began, Optional.empty(), fault, payload);
    } else if (fault.equals(Optional.of(Fault.THROTTLE)) || !function.enter()) {
      refuse(
          exchange,
          429,
          "TooManyRequestsException",
          "Rate Exceeded.",
          ",\"Reason\":\"ConcurrentInvocationLimitExceeded\"");
      note(number, requestId, began, Optional.empty(), fault, payload);
    } else {
      run(exchange, payload, number, requestId, fault, began);
    }
  }

  private void run(
      HttpExchange exchange,
      byte[] payload,
      long number,
      String requestId,
      Optional<Fault> fault,
      Instant began)
      throws IOException {
    LocalFunction.Answer answer;
    try {
      answer = function.invoke(requestId, payload, fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      function.left();
    }
    note(number, requestId, began, Optional.of(answer), fault, payload);
    if (fault.equals(Optional.of(Fault.DROPPED_CONNECTION))) {
      return; // closed without an answer
    }
    byte[] body = answer.outcome().payload();
    if (fault.equals(Optional.of(Fault.CORRUPTED_RESULT))) {
      body = body.clone();
      body[body.length / 2] ^= 1;
    }
    if (answer.outcome().error()) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
    }
    if ("Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type"))) {
      byte[] log = answer.log().getBytes(StandardCharsets.UTF_8);
      byte[] tail = Arrays.copyOfRange(log, Math.max(0, log.length - LOG_TAIL), log.length);
      exchange
          .getResponseHeaders()
          .add("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
    }
    exchange.getResponseHeaders().add("X-Amz-Executed-Version", "$LATEST");
    reply(exchange, 200, body);
  }

  private void note(
      long number,
      String requestId,
      Instant began,
      Optional<LocalFunction.Answer> answer,
      Optional<Fault> fault,
      byte[] payload) {
    function.note(
        new InvocationRecord(
            number,
            requestId,
            began,
            Instant.now(),
            answer.isPresent(),
            answer.map(LocalFunction.Answer::cold).orElse(false),
            answer.map(LocalFunction.Answer::billed).orElse(Duration.ZERO),
            fault,
            payload.length));
  }

  private String account() {
    int most = function.settings().concurrency();
    return "{\"AccountLimit\":{\"ConcurrentExecutions\":"
        + most
        + ",\"UnreservedConcurrentExecutions\":"
        + most
        + ",\"TotalCodeSize\":80530636800,\"CodeSizeUnzipped\":262144000,\"CodeSizeZipped\":52428800},"
        + "\"AccountUsage\":{\"FunctionCount\":1,\"TotalCodeSize\":0}}";
  }

  private String configuration() {
    return "{\"FunctionName\":\""
        + name
        + "\",\"FunctionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:"
        + name
        + "\",\"Runtime\":\"java25\",\"Handler\":\""
        + function.settings().handler()
        + "\",\"MemorySize\":"
        + function.settings().memoryMegabytes()
        + ",\"Timeout\":"
        + function.settings().timeout().toSeconds()
        + ",\"Version\":\"$LATEST\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\","
        + "\"Architectures\":[\"x86_64\"]}";
  }

  private static void refuse(
      HttpExchange exchange, int status, String type, String message, String more)
      throws IOException {
    exchange.getResponseHeaders().add("x-amzn-ErrorType", type);
    String body = "{\"Type\":\"User\",\"Message\":\"" + message + "\"" + more + "}";
    reply(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
