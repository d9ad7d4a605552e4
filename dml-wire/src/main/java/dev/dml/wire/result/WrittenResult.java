package dev.dml.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import dev.dml.result.DmlResult;
import dev.dml.wire.Json;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A result that was written as JSON, with the spec that it answers. */
public final class WrittenResult {

  private final Path path;
  private final JsonNode tree;

  private WrittenResult(Path path, JsonNode tree) {
    this.path = path;
    this.tree = tree;
  }

  /**
   * Reads a file that {@link ResultJson} wrote.
   *
   * @throws InvalidInput if it is not there, is no such file, or has no spec inside
   */
  public static WrittenResult read(Path file) {
    JsonNode tree = tree(file);
    if (!tree.path("estimates").isArray() || !tree.path("schema").isInt()) {
      throw new InvalidInput(file + " is no result; --format json writes one");
    }
    if (tree.path("schema").intValue() != ResultJson.SCHEMA) {
      throw new InvalidInput(
          file
              + ": schema must be "
              + ResultJson.SCHEMA
              + ", but was "
              + tree.path("schema")
              + ", of version "
              + version(tree));
    }
    if (!tree.path("spec").isObject()) {
      throw new InvalidInput(
          file
              + " has no spec inside, so that it cannot be run again: a program made it without"
              + " one, or an early version, "
              + version(tree));
    }
    return new WrittenResult(file, tree);
  }

  private static JsonNode tree(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidInput("there is no file " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput(file + " is no file");
    }
    try {
      return Json.tree(Files.readAllBytes(file));
    } catch (InvalidInput e) {
      throw new InvalidInput(file + " is no result; --format json writes one");
    } catch (IOException e) {
      throw new InvalidInput(file + " cannot be read: " + e.getMessage());
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The version of the program that wrote it. */
  public String version() {
    return version(tree);
  }

  private static String version(JsonNode tree) {
    return tree.at("/run/version").asText("unknown");
  }

  /** The SHA-256 of the data that were analysed. */
  public String dataDigest() {
    return tree.at("/run/data_digest").asText();
  }

  /** The SHA-256 of the files that were read, by their keys in the spec. */
  public Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String key : NamedFiles.KEYS) {
      JsonNode digest = tree.path("data").path(DataForm.digestKey(key));
      if (digest.isTextual()) {
        digests.put(key, digest.asText());
      }
    }
    return digests;
  }

  /** The spec inside; what it names is relative to this file. */
  public SpecFile spec() {
    return new SpecFile(path, (ObjectNode) tree.path("spec"));
  }

  /** Where the spec was when the result was written. */
  public Optional<Path> specFile() {
    String name = tree.path("spec_file").asText();
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(Spec.resolve(Path.of("here").toAbsolutePath(), name));
  }

  /** How many numbers it has that another run of its spec must have as well. */
  public int numbers() {
    return ResultComparison.numbers(tree);
  }

  /** What another run of its spec has otherwise. */
  public List<Difference> differences(DmlResult again) {
    byte[] text = ResultJson.write(again).getBytes(StandardCharsets.UTF_8);
    return ResultComparison.of(tree, Json.tree(text));
  }
}
