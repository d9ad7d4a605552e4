package dev.dml.wire.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.result.DmlResult;
import dev.dml.result.Provenance;
import dev.dml.usage.Usd;
import dev.dml.wire.Json;
import dev.dml.wire.PlainJson;
import dev.dml.wire.spec.yaml.YamlForm;
import dev.dml.wire.spec.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A spec as its file says it, with some values overridden: a tree of keys and values that nobody
 * has looked at yet. JSON is read as the YAML that it is.
 *
 * @see Spec#of
 */
public final class SpecFile {

  private static final Pattern DATA =
      Pattern.compile("(?i).*\\.(csv|tsv|dat|parquet|xlsx|dta|sav|rds|gz|zip)");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BACKEND_TYPE = "backend.type=";

  private final Path path;
  private final ObjectNode tree;

  public SpecFile(Path path, ObjectNode tree) {
    this.path = path.toAbsolutePath().normalize();
    this.tree = tree;
  }

  /**
   * Reads a file and replaces values.
   *
   * @param overrides {@code path=value}, with a path such as {@code learners.ml_l.trees} and a
   *     value in YAML
   * @throws InvalidInput if the file or an override cannot be read
   */
  public static SpecFile read(Path file, List<String> overrides) {
    return of(file.toString(), file, text(file), overrides);
  }

  /**
   * Reads a text and replaces values; names in it are relative to the current directory.
   *
   * @param source what messages call the text
   * @param overrides as for {@link #read}
   * @throws InvalidInput if the text or an override cannot be read
   */
  public static SpecFile of(String source, String text, List<String> overrides) {
    return of(source, Path.of("spec.yaml"), text, overrides);
  }

  private static SpecFile of(String source, Path path, String text, List<String> overrides) {
    JsonNode tree = parse(source, "", text);
    if (!tree.isObject()) {
      throw new InvalidInput(
          source + ": a spec is a mapping of keys to values, but this file is not");
    }
    return new SpecFile(path, (ObjectNode) tree).with(overrides);
  }

  /**
   * What overrides say without a file; names in it are relative to the current directory.
   *
   * @param overrides as for {@link #read}
   * @throws InvalidInput if an override cannot be read
   */
  public static SpecFile ofOverrides(List<String> overrides) {
    return new SpecFile(Path.of("spec.yaml"), JsonNodeFactory.instance.objectNode())
        .with(overrides);
  }

  /**
   * The same with other values. With another type of backend, what the file says of its own is left
   * out.
   *
   * @param overrides as for {@link #read}
   * @throws InvalidInput if an override cannot be read
   */
  public SpecFile with(List<String> overrides) {
    ObjectNode changed = tree.deepCopy();
    List<String> types = overrides.stream().filter(text -> text.startsWith(BACKEND_TYPE)).toList();
    if (!types.isEmpty()) {
      set(changed, types.getLast());
      BackendReader.keepOwn((ObjectNode) changed.path("backend"));
    }
    overrides.forEach(override -> set(changed, override));
    return new SpecFile(path, changed);
  }

  /**
   * The same with a name added to that of its run, if it has one, so that specs with the same
   * settings for where they run do not share a run.
   */
  public SpecFile withRunSuffix(String name) {
    JsonNode run = tree.path("backend").path("run");
    return run.isTextual() ? with(List.of("backend.run=" + run.asText() + "-" + name)) : this;
  }

  /** The same at another place, to which what it names is relative. */
  public SpecFile at(Path other) {
    return new SpecFile(other, tree);
  }

  /** The same with another file for a key, such as {@code data.file}. */
  public SpecFile withFile(String key, Path file) {
    ObjectNode changed = tree.deepCopy();
    int dot = key.lastIndexOf('.');
    ObjectNode section = dot < 0 ? changed : (ObjectNode) changed.path(key.substring(0, dot));
    section.put(key.substring(dot + 1), file.toAbsolutePath().toString());
    return new SpecFile(path, changed);
  }

  /** Whether tuning is limited in US dollars. */
  public boolean isTunedForUsd() {
    return TuningReader.areInUsd(tree.path("learners"));
  }

  /**
   * The same with limits of tuning in seconds in the place of those in US dollars.
   *
   * @param perSecond what a second costs
   */
  public SpecFile inSeconds(Usd perSecond) {
    ObjectNode changed = tree.deepCopy();
    TuningReader.inSeconds(changed.path("learners"), perSecond);
    return new SpecFile(path, changed);
  }

  /** A text by its path, such as {@code data.file}, without the user's directory in it. */
  Optional<String> text(String key) {
    JsonNode node = tree.at("/" + key.replace('.', '/'));
    return node.isTextual() ? Optional.of(Spec.withoutHome(node.asText())) : Optional.empty();
  }

  /**
   * Where a result came from that answers this spec.
   *
   * @param spec this spec as it was understood
   * @param digests the SHA-256 of its {@link NamedFiles}
   */
  public Provenance provenance(Spec spec, Map<String, String> digests, DmlResult result) {
    return new Provenance(place(), Json.plain(SpecForm.of(spec.resolved(result), this)), digests);
  }

  /** Where it is or was, from the current directory, or without the user's directory in it. */
  public String place() {
    Path here = Path.of("").toAbsolutePath();
    return Spec.withoutHome((path.startsWith(here) ? here.relativize(path) : path).toString());
  }

  /**
   * The same as a result tells of it: without the directories of the user in it. On another
   * machine, a result tells the same.
   */
  public SpecFile told() {
    ObjectNode changed = tree.deepCopy();
    for (String key : NamedFiles.KEYS) {
      text(key).ifPresent(name -> put(changed, key, JsonNodeFactory.instance.textNode(name)));
    }
    return new SpecFile(Path.of(place()), changed);
  }

  /**
   * What it says as JSON, with every default written out that does not depend on the data.
   *
   * @throws InvalidInput as {@link Spec#of} does
   */
  public String resolved() {
    return PlainJson.write(SpecForm.of(Spec.of(this), this));
  }

  /** Where the file is or was; what it names is relative to it. */
  public Path path() {
    return path;
  }

  /** The spec as YAML, which reads back as the same. */
  public String yaml() {
    return YamlForm.of(tree);
  }

  /** A spec of plain values as YAML. */
  public static String yaml(Map<String, Object> spec) {
    return YamlForm.of(Json.tree(spec));
  }

  public ObjectNode tree() {
    return tree;
  }

  private static String text(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidInput(file + ": there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInput(file + ": is a directory, not a spec");
    }
    if (DATA.matcher(file.toString()).matches()) {
      throw new InvalidInput(
          file + ": is a file of data by its name; a spec names it as data.file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InvalidInput(file + ": is not text in UTF-8");
    } catch (IOException e) {
      throw new InvalidInput(file + ": cannot be read: " + FileProblem.of(e));
    }
  }

  /**
   * YAML allows most of JSON, but not tabs and some escapes; so what looks like JSON is tried as
   * that first.
   *
   * @param source what the text is called in messages
   * @param path what it is in a spec; empty for the whole
   */
  public static JsonNode parse(String source, String path, String text) {
    if (text.stripLeading().startsWith("{")) {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        // It may be YAML in braces; if it is neither, YAML's message says where it goes wrong.
        return new YamlText(source, text).tree(path);
      }
    }
    return new YamlText(source, text).tree(path);
  }

  /** The same with other values, each under its path; null leaves out what the file says. */
  public SpecFile withValues(Map<String, JsonNode> values) {
    ObjectNode changed = tree.deepCopy();
    values.forEach((key, value) -> put(changed, key, value.deepCopy()));
    return new SpecFile(path, changed);
  }

  private static void set(ObjectNode spec, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new InvalidInput("--set must be path=value, such as folds=10, but was " + override);
    }
    String key = override.substring(0, equals);
    JsonNode value = parse("--set " + override, key, override.substring(equals + 1));
    put(spec, key, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
  }

  private static void put(ObjectNode spec, String key, JsonNode value) {
    String[] path = key.split("\\.", -1);
    ObjectNode at = spec;
    for (int i = 0; i < path.length - 1; i++) {
      JsonNode next = at.path(path[i]);
      ObjectNode inner = next.isObject() ? (ObjectNode) next : at.putObject(path[i]);
      if (next.isTextual() && path[0].equals("learners")) {
        inner.set("type", next); // the short form, as in ml_l: lasso
      }
      at = inner;
    }
    at.set(path[path.length - 1], value);
  }
}
