package dev.dml.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of AWS Batch's API that a client calls, for one queue and one job definition: SubmitJob,
 * DescribeJobs, ListJobs, TerminateJob and DescribeJobDefinitions.
 */
final class BatchEndpoint implements AutoCloseable {

  static final String QUEUE = "dml-jobs";
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_CHILDREN = 10_000;

  /** How many jobs a page of a list has. */
  private static final int PAGE = 100;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  private static final Map<String, String> ACTIONS =
      Map.of(
          "/v1/submitjob", "batch:SubmitJob",
          "/v1/describejobs", "batch:DescribeJobs",
          "/v1/listjobs", "batch:ListJobs",
          "/v1/terminatejob", "batch:TerminateJob",
          "/v1/describejobdefinitions", "batch:DescribeJobDefinitions");

  private final ApiServer server;
  private final ObjectMapper json = new ObjectMapper();
  private final Permissions permissions;
  private final Containers containers;
  private final Settings settings;
  private final AtomicInteger submissions = new AtomicInteger();

  /** By their identifiers, the oldest first. */
  private final Map<String, LocalJob> jobs = new LinkedHashMap<>();

  BatchEndpoint(
      Settings settings,
      Credentials credentials,
      Permissions permissions,
      Interference interference,
      Containers containers,
      Activity activity)
      throws IOException {
    this.settings = settings;
    this.permissions = permissions;
    this.containers = containers;
    server =
        new ApiServer(
            new Gatekeeper(new Signature(credentials), interference, MOST_BYTES),
            activity,
            this::answer);
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** The jobs so far, the oldest first. */
  synchronized List<LocalJob> jobs() {
    return List.copyOf(jobs.values());
  }

  private void answer(HttpExchange exchange, byte[] payload) throws IOException {
    try {
      serve(exchange, payload);
    } catch (RefusedException e) {
      Gatekeeper.refuse(exchange, e.refusal);
    }
  }

  private void serve(HttpExchange exchange, byte[] payload) throws IOException, RefusedException {
    String path = exchange.getRequestURI().getPath();
    String action = ACTIONS.get(path);
    if (action == null) {
      throw new RefusedException(Refusal.unknownOperation());
    }
    if (permissions.isDenied(action)) {
      throw new RefusedException(Refusal.denied(action, "*"));
    }
    JsonNode asked = json.readTree(payload);
    if (path.equals("/v1/submitjob")) {
      submit(exchange, asked);
      return;
    }
    reply(
        exchange,
        switch (path) {
          case "/v1/describejobs" -> describe(asked);
          case "/v1/listjobs" -> list(asked);
          case "/v1/terminatejob" -> terminate(asked);
          default -> JobDefinition.describe(asked, settings);
        });
  }

  private void reply(HttpExchange exchange, ObjectNode answer) throws IOException {
    Gatekeeper.reply(exchange, 200, json.writeValueAsBytes(answer));
  }

  /** Faults are those of the number of the submission: the same request never comes twice. */
  private void submit(HttpExchange exchange, JsonNode asked) throws IOException, RefusedException {
    Optional<Fault> fault =
        settings.faults().of(Gatekeeper.bytes("submission " + submissions.getAndIncrement()));
    if (fault.equals(Optional.of(Fault.THROTTLE))) {
      throw new RefusedException(new Refusal(429, "TooManyRequestsException", "{}"));
    }
    if (fault.equals(Optional.of(Fault.SERVER_ERROR))) {
      throw new RefusedException(new Refusal(500, "ServerException", "{\"message\":\"later\"}"));
    }
    LocalJob job = job(asked);
    synchronized (this) {
      jobs.put(job.id(), job);
    }
    containers.run(job);
    if (!fault.equals(Optional.of(Fault.DROPPED_CONNECTION))) {
      ObjectNode answer = json.createObjectNode();
      answer.put("jobName", job.name());
      answer.put("jobId", job.id());
      reply(exchange, answer);
    }
  }

  private static LocalJob job(JsonNode asked) throws RefusedException {
    String name = asked.path("jobName").asText();
    check(NAME.matcher(name).matches(), "jobName is not of its form");
    checkQueue(asked);
    check(JobDefinition.isMeantBy(asked.path("jobDefinition").asText()), "JobDefinition not found");
    int size =
        asked.has("arrayProperties") ? asked.path("arrayProperties").path("size").asInt() : 1;
    check(
        !asked.has("arrayProperties") || (size >= 2 && size <= MOST_CHILDREN),
        "Array size must be from 2 to 10000");
    Map<String, String> variables = new HashMap<>();
    JsonNode overrides = asked.path("containerOverrides");
    overrides
        .path("environment")
        .forEach(
            variable ->
                variables.put(variable.path("name").asText(), variable.path("value").asText()));
    Map<String, Integer> resources = new HashMap<>();
    overrides
        .path("resourceRequirements")
        .forEach(
            resource ->
                resources.put(
                    resource.path("type").asText(),
                    Integer.parseInt(resource.path("value").asText())));
    return new LocalJob(
        name,
        size,
        variables,
        resources.getOrDefault("VCPU", 1),
        resources.getOrDefault("MEMORY", 2048));
  }

  private static void checkQueue(JsonNode asked) throws RefusedException {
    String named = asked.path("jobQueue").asText();
    check(named.equals(QUEUE), "JobQueue " + named + " not found");
  }

  private static void check(boolean holds, String otherwise) throws RefusedException {
    if (!holds) {
      throw new RefusedException(
          new Refusal(
              400,
              "ClientException",
              "{\"message\":\"Error executing request, Exception : " + otherwise + "\"}"));
    }
  }

  private ObjectNode describe(JsonNode asked) throws RefusedException {
    check(asked.path("jobs").size() <= PAGE, "at most 100 jobs");
    ObjectNode answer = json.createObjectNode();
    ArrayNode found = answer.putArray("jobs");
    for (JsonNode id : asked.path("jobs")) {
      known(id.asText()).ifPresent(job -> found.add(job.detail(QUEUE, JobDefinition.ARN)));
    }
    return answer;
  }

  private synchronized Optional<LocalJob> known(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** Of an array, the children of one status; of the queue, the jobs of a name. */
  private ObjectNode list(JsonNode asked) throws RefusedException {
    List<ObjectNode> all = new ArrayList<>();
    if (asked.has("arrayJobId")) {
      String status = asked.path("jobStatus").asText("RUNNING");
      known(asked.path("arrayJobId").asText()).ifPresent(job -> all.addAll(job.children(status)));
    } else {
      checkQueue(asked);
      JsonNode filter = asked.path("filters").path(0);
      check(filter.path("name").asText().equals("JOB_NAME"), "only JOB_NAME is known here");
      String wanted = filter.path("values").path(0).asText();
      Stream<LocalJob> named =
          jobs().stream()
              .filter(
                  job ->
                      wanted.endsWith("*")
                          ? job.name().startsWith(wanted.substring(0, wanted.length() - 1))
                          : job.name().equals(wanted));
      named.forEach(job -> all.add(job.summary()));
    }
    int from = asked.path("nextToken").asInt(0);
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode answer = json.createObjectNode();
    answer.putArray("jobSummaryList").addAll(all.subList(from, to));
    if (to < all.size()) {
      answer.put("nextToken", Integer.toString(to));
    }
    return answer;
  }

  private ObjectNode terminate(JsonNode asked) {
    known(asked.path("jobId").asText())
        .ifPresent(job -> job.terminate(asked.path("reason").asText()));
    return json.createObjectNode();
  }

  @Override
  public void close() {
    server.close();
    containers.close();
  }

  /** Says that a request is not done. */
  private static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.body());
      this.refusal = refusal;
    }
  }
}
