package dev.dml.localcloud;

import static dev.dml.localcloud.access.Gatekeeper.bytes;
import static dev.dml.localcloud.access.Gatekeeper.refuse;
import static dev.dml.localcloud.access.Gatekeeper.reply;

import com.sun.net.httpserver.HttpExchange;
import dev.dml.localcloud.access.Activity;
import dev.dml.localcloud.access.ApiServer;
import dev.dml.localcloud.access.Credentials;
import dev.dml.localcloud.access.Gatekeeper;
import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.access.Refusal;
import dev.dml.localcloud.access.Signature;
import dev.dml.localcloud.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of AWS Lambda's API that a client calls, for one function and perhaps its driver. */
final class InvokeEndpoint implements AutoCloseable {

  /** The largest request, in bytes. */
  static final int MOST_BYTES = 6 * 1024 * 1024;

  /** A function and what is asked of it; AWS dates each operation by when it came. */
  private static final Pattern FUNCTION =
      Pattern.compile("/(?:2015-03-31|2019-09-30)/functions/([^/]+)(/[a-z]+)/?");

  private static final String CONCURRENCY = "GET/concurrency";

  private static final Map<String, String> ACTIONS =
      Map.of(
          "POST/invocations",
          "lambda:InvokeFunction",
          "GET/configuration",
          "lambda:GetFunctionConfiguration",
          CONCURRENCY,
          "lambda:GetFunctionConcurrency");

  private static final int ACCEPTED = 202;
  private static final int LOG_TAIL = 4096;

  private final ApiServer server;
  private final Description description;
  private final Permissions permissions;
  private final Runner runner;
  private final Semaphore room;
  private final AtomicLong count = new AtomicLong();
  private final Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<InvocationRecord> records = new ConcurrentLinkedQueue<>();
  private volatile Optional<Events> driver = Optional.empty();

  InvokeEndpoint(
      Description description,
      Credentials credentials,
      Permissions permissions,
      Interference interference,
      Runner runner,
      Activity activity)
      throws IOException {
    this.permissions = permissions;
    this.description = description;
    this.runner = runner;
    Settings settings = description.settings();
    this.room = new Semaphore(settings.reserved().orElse(settings.concurrency()));
    server =
        new ApiServer(
            new Gatekeeper(new Signature(credentials), interference, MOST_BYTES),
            activity,
            this::serve);
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** From now on, this function is there too; it is called by events alone. */
  void alsoServe(Events other) {
    driver = Optional.of(other);
  }

  List<InvocationRecord> records() {
    return List.copyOf(records);
  }

  private void serve(HttpExchange exchange, byte[] payload) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.matches("/2016-08-19/account-settings/?")) {
      String asked = "lambda:GetAccountSettings";
      if (permissions.isDenied(asked)) {
        refuse(exchange, Refusal.denied(asked, "*"));
        return;
      }
      reply(exchange, 200, bytes(description.accountSettings()));
      return;
    }
    Matcher function = FUNCTION.matcher(path);
    String operation = function.matches() ? exchange.getRequestMethod() + function.group(2) : "";
    String action = ACTIONS.get(operation);
    if (action == null) {
      refuse(exchange, Refusal.unknownOperation());
      return;
    }
    String named = function.group(1);
    String region = permissions.signedFor(exchange.getRequestHeaders().getFirst("Authorization"));
    String arn = Description.arn(named, region);
    if (permissions.isDenied(action)) {
      refuse(exchange, Refusal.denied(action, arn));
    } else if (operation.equals("POST/invocations")
        && driver.isPresent()
        && driver.get().isMeantBy(named)) {
      driver.get().take(payload);
      reply(exchange, ACCEPTED, new byte[0]);
    } else if (!description.isMeantBy(named)
        || (operation.equals(CONCURRENCY) && Description.isQualified(named))
        || !region.equals(permissions.region())) {
      refuse(exchange, Refusal.notFound(arn));
    } else if (operation.equals("GET/configuration")) {
      reply(exchange, 200, bytes(description.configuration()));
    } else if (operation.equals(CONCURRENCY)) {
      reply(exchange, 200, bytes(description.reserved()));
    } else {
      invoke(exchange, payload);
    }
  }

  private void invoke(HttpExchange exchange, byte[] payload) throws IOException {
    Request request =
        new Request(
            count.getAndIncrement(),
            UUID.randomUUID().toString(),
            payload,
            Instant.now(),
            // The same payload again is a second try, which goes well.
            seen.add(ByteBuffer.wrap(payload))
                ? description.settings().faults().of(payload)
                : Optional.empty());
    exchange.getResponseHeaders().add("x-amzn-RequestId", request.id);
    if (request.meets(Fault.SERVER_ERROR)) {
      note(request, Optional.empty());
      refuse(exchange, Refusal.serverError());
    } else if (request.meets(Fault.THROTTLE) || !room.tryAcquire()) {
      note(request, Optional.empty());
      refuse(exchange, Refusal.throttled(description.settings().reserved().isPresent()));
    } else {
      run(exchange, request);
    }
  }

  private void run(HttpExchange exchange, Request request) throws IOException {
    Answer answer;
    try {
      answer = runner.run(request.id, request.payload, request.fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } finally {
      room.release();
    }
    note(request, Optional.of(answer));
    if (request.meets(Fault.DROPPED_CONNECTION)) {
      return; // closed without an answer
    }
    byte[] body = answer.outcome().payload();
    if (request.meets(Fault.CORRUPTED_RESULT)) {
      body = body.clone();
      body[body.length / 2] ^= 1;
    }
    if (answer.outcome().error()) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
    }
    if ("Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type"))) {
      byte[] log = bytes(answer.log());
      byte[] tail = Arrays.copyOfRange(log, Math.max(0, log.length - LOG_TAIL), log.length);
      exchange
          .getResponseHeaders()
          .add("X-Amz-Log-Result", Base64.getEncoder().encodeToString(tail));
    }
    exchange.getResponseHeaders().add("X-Amz-Executed-Version", "$LATEST");
    reply(exchange, 200, body);
  }

  private void note(Request request, Optional<Answer> answer) {
    records.add(
        new InvocationRecord(
            request.number,
            request.id,
            request.began,
            Instant.now(),
            answer.isPresent(),
            answer.map(Answer::cold).orElse(false),
            answer.map(Answer::billed).orElse(Duration.ZERO),
            request.fault,
            request.payload.length));
  }

  @Override
  public void close() {
    server.close();
  }

  // Handed on and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Request(
      long number, String id, byte[] payload, Instant began, Optional<Fault> fault) {

    boolean meets(Fault one) {
      return fault.equals(Optional.of(one));
    }
  }
}
