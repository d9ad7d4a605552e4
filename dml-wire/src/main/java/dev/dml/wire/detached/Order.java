package dev.dml.wire.detached;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Version;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a driver: an estimation whose data are in the bucket.
 *
 * @param spec the spec with all overrides, as a result tells it; see {@link SpecFile#told}
 * @param digests the SHA-256 of each file that it names, by its key
 * @param data the digest of the data; see {@link dev.dml.data.CausalData#digest}
 * @param version the version of the program, without which results would not be the same
 * @param command how the result was asked for, by the names of the command's options
 * @param driver the name of the function that drives the run
 * @param began when it was asked for
 */
public record Order(
    SpecFile spec,
    Map<String, String> digests,
    String data,
    String version,
    Map<String, String> command,
    String driver,
    Instant began) {

  private static final int SCHEMA = 1;

  /** Checks and copies. */
  public Order {
    Digests.check("data", data);
    // In the order of the result, which has them too.
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    command = Map.copyOf(command);
  }

  /** An order of now for this version of the program. */
  public static Order of(
      SpecFile spec,
      Map<String, String> digests,
      String data,
      Map<String, String> command,
      String driver) {
    return new Order(
        spec.told(), digests, data, Version.current().number(), command, driver, Instant.now());
  }

  /** The order as JSON. */
  public byte[] write() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("version", version);
    tree.put("began", began.toString());
    tree.put("driver", driver);
    tree.put("data", data);
    texts(tree.putObject("files"), digests);
    texts(tree.putObject("command"), command);
    tree.put("spec_file", spec.place());
    tree.set("spec", spec.tree());
    return Json.bytes(tree);
  }

  private static void texts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  /**
   * Reads an order.
   *
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static Order read(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    JsonNode tree = Json.tree(bytes);
    SpecNode order = new SpecNode("order", tree, problems);
    order.whole("schema", SCHEMA, SCHEMA);
    String version = order.requiredText("version").orElse("");
    String began = order.requiredText("began").orElse("");
    String driver = order.requiredText("driver").orElse("");
    String data = order.requiredText("data").orElse("");
    Path path = path(order);
    Map<String, String> digests = texts(order.object("files"));
    Map<String, String> command = texts(order.object("command"));
    order.has("spec");
    order.refuseOtherKeys();
    if (!Digests.isOne(data)) {
      problems.add("order.data: must be 64 hexadecimal digits, but was " + data);
    }
    if (!tree.path("spec").isObject()) {
      problems.add("order.spec: must be a mapping of keys to values");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Order(
        new SpecFile(path, (ObjectNode) tree.path("spec")),
        digests,
        data,
        version,
        command,
        driver,
        Moments.read(began));
  }

  private static Path path(SpecNode order) {
    String text = order.requiredText("spec_file").orElse("");
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      order.problem("spec_file", "must be a path, but was " + text);
      return Path.of("");
    }
  }

  private static Map<String, String> texts(SpecNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.entries().forEach((name, value) -> texts.put(name, value.asText()));
    return texts;
  }
}
