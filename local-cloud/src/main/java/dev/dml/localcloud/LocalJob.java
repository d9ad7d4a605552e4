package dev.dml.localcloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A job of AWS Batch, with a child for each container. */
final class LocalJob {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String id = UUID.randomUUID().toString();
  private final long created = System.currentTimeMillis();
  private final String name;
  private final Map<String, String> variables;
  private final int vcpu;
  private final int memoryMegabytes;
  private final List<LocalChild> children = new ArrayList<>();

  /**
   * A job that waits.
   *
   * @param size how many containers it has
   * @param variables the environment variables that its submission adds
   * @param vcpu the processors of a container
   * @param memoryMegabytes its memory
   */
  LocalJob(String name, int size, Map<String, String> variables, int vcpu, int memoryMegabytes) {
    this.name = name;
    this.variables = Map.copyOf(variables);
    this.vcpu = vcpu;
    this.memoryMegabytes = memoryMegabytes;
    for (int index = 0; index < size; index++) {
      children.add(new LocalChild(this, index));
    }
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Map<String, String> variables() {
    return variables;
  }

  int vcpu() {
    return vcpu;
  }

  int memoryMegabytes() {
    return memoryMegabytes;
  }

  boolean isArray() {
    return children.size() > 1;
  }

  long created() {
    return created;
  }

  List<LocalChild> children() {
    return List.copyOf(children);
  }

  void terminate(String reason) {
    children.forEach(child -> child.terminate(reason));
  }

  private int count(LocalChild.Status status) {
    return (int) children.stream().filter(child -> child.status() == status).count();
  }

  /** Of an array, what its children come to. */
  private String status() {
    if (!isArray()) {
      return children.getFirst().status().toString();
    }
    int failed = count(LocalChild.Status.FAILED);
    if (failed + count(LocalChild.Status.SUCCEEDED) < children.size()) {
      return "PENDING";
    }
    return failed > 0 ? "FAILED" : "SUCCEEDED";
  }

  ObjectNode summary() {
    ObjectNode summary = NODES.objectNode();
    summary.put("jobId", id).put("jobName", name).put("createdAt", created).put("status", status());
    if (isArray()) {
      summary.putObject("arrayProperties").put("size", children.size());
    }
    return summary;
  }

  ObjectNode detail(String queue, String definition) {
    ObjectNode detail = isArray() ? summary() : children.getFirst().summary();
    detail.put("jobQueue", queue).put("jobDefinition", definition);
    if (isArray()) {
      ObjectNode counts =
          detail
              .putObject("arrayProperties")
              .put("size", children.size())
              .putObject("statusSummary");
      for (LocalChild.Status status : LocalChild.Status.values()) {
        counts.put(status.toString(), count(status));
      }
    }
    return detail;
  }

  List<ObjectNode> children(String status) {
    return children.stream()
        .filter(child -> child.status().toString().equals(status))
        .map(LocalChild::summary)
        .toList();
  }
}
