package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Version;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run that is kept set out to do: enough to go on with it in another process, after whatever
 * ended the first.
 *
 * @param spec the spec with all overrides
 * @param data the digest of the data; see {@link dev.dml.data.CausalData#digest}
 * @param version the version of the program, without which results would not be the same
 * @param command how the result was asked for, by the names of the command's options
 */
public record RunPlan(SpecFile spec, String data, String version, Map<String, String> command) {

  private static final int SCHEMA = 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Checks and copies. */
  public RunPlan {
    Digests.check("data", data);
    command = Map.copyOf(command);
  }

  /** The plan of a run of this version of the program. */
  public static RunPlan of(SpecFile spec, String data, Map<String, String> command) {
    return new RunPlan(spec, data, Version.current().number(), command);
  }

  /**
   * Whether another plan has the same fits: the same spec but for where they run, the same data,
   * the same version.
   */
  public boolean sameWork(RunPlan other) {
    return work().equals(other.work()) && data.equals(other.data) && version.equals(other.version);
  }

  private JsonNode work() {
    ObjectNode work = spec.tree().deepCopy();
    work.remove("backend");
    // Written and read, since 1 and 1.0 are the same number in a file but not in a tree.
    return Json.tree(Json.bytes(work));
  }

  /** The plan as JSON, the same bytes for the same plan. */
  public byte[] write() {
    ObjectNode tree = NODES.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("version", version);
    tree.put("data", data);
    ObjectNode options = tree.putObject("command");
    command.keySet().stream().sorted().forEach(name -> options.put(name, command.get(name)));
    tree.put("spec_file", spec.path().toString());
    tree.set("spec", spec.tree());
    return Json.bytes(tree);
  }

  /**
   * Reads a plan.
   *
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static RunPlan read(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    JsonNode tree = Json.tree(bytes);
    SpecNode plan = new SpecNode("plan", tree, problems);
    plan.whole("schema", SCHEMA, SCHEMA);
    String version = plan.requiredText("version").orElse("");
    String data = plan.requiredText("data").orElse("");
    Optional<String> path = plan.requiredText("spec_file");
    Map<String, String> command = new LinkedHashMap<>();
    plan.object("command").entries().forEach((name, value) -> command.put(name, value.asText()));
    plan.has("spec");
    plan.refuseOtherKeys();
    if (!Digests.isOne(data)) {
      problems.add("plan.data: must be 64 hexadecimal digits, but was " + data);
    }
    if (!tree.path("spec").isObject()) {
      problems.add("plan.spec: must be a mapping of keys to values");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new RunPlan(
        new SpecFile(Path.of(path.orElseThrow()), (ObjectNode) tree.path("spec")),
        data,
        version,
        command);
  }
}
