package dev.dml.wire.spec;

import dev.dml.data.InvalidInput;
import dev.dml.wire.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files whose contents enter the result of a spec.
 *
 * @param byKey where they are, by the keys that name them, such as {@code data.file}
 */
public record NamedFiles(Map<String, Path> byKey) {

  /** The key of the data file. */
  public static final String DATA = "data.file";

  /** The key of the file of folds. */
  public static final String PARTITIONS = "partitions";

  /** The key of the file of halves of training rows. */
  public static final String NESTED = "nested";

  /** The key of the file of predictions. */
  public static final String PREDICTIONS = "predictions";

  /** The key of the file of prices. */
  public static final String PRICES = "backend.prices";

  public static final List<String> KEYS = List.of(DATA, PARTITIONS, NESTED, PREDICTIONS);

  /** The keys of files that have a line for each row of the data file. */
  public static final List<String> BY_ROW = List.of(PARTITIONS, NESTED, PREDICTIONS);

  /** Copies. */
  public NamedFiles {
    byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
  }

  /** The files that a spec names, whatever else is wrong with it. */
  public static NamedFiles of(SpecFile spec) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String key : KEYS) {
      spec.text(key).ifPresent(name -> files.put(key, Spec.resolve(spec.path(), name)));
    }
    return new NamedFiles(files);
  }

  /** Those of {@link #of} by what the spec calls them. */
  public static Map<String, Path> byName(SpecFile spec) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String key : KEYS) {
      spec.text(key).ifPresent(name -> files.put(name, Spec.resolve(spec.path(), name)));
    }
    return files;
  }

  /** Everything that an estimation of a spec reads: its own file, these, and that of prices. */
  public static Map<String, Path> readBy(SpecFile spec) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("the spec", spec.path());
    files.putAll(of(spec).byKey());
    spec.text(PRICES).ifPresent(name -> files.put(PRICES, Spec.resolve(spec.path(), name)));
    return files;
  }

  /**
   * The SHA-256 of their bytes, by their keys; a pipe or a device, which could be read only once,
   * has none.
   *
   * @throws InvalidInput if a file cannot be read
   */
  public Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : byKey.entrySet()) {
      if (Files.isRegularFile(file.getValue())) {
        digests.put(file.getKey(), digest(file.getValue()));
      }
    }
    return digests;
  }

  private static String digest(Path file) {
    try {
      return Digests.of(file);
    } catch (IOException e) {
      throw new InvalidInput(file + " cannot be read: " + e.getMessage());
    }
  }
}
