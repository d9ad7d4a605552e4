package dev.dml.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The directory in which fetched data sets are kept: as they came in {@code raw/}, and prepared.
 *
 * @param directory the directory, made when something is kept
 */
public record DownloadCache(Path directory) {

  /**
   * The cache of a user: {@code dml} in the directory that the variable {@code XDG_CACHE_HOME}
   * names, else {@code ~/.cache/dml}.
   *
   * @param environment the variables of the process
   * @param home the user's home directory
   */
  public static DownloadCache of(Map<String, String> environment, Path home) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return new DownloadCache(
        (base.isBlank() ? home.resolve(".cache") : Path.of(base)).resolve("dml"));
  }

  Path raw(String name) {
    return directory.resolve("raw").resolve(name);
  }

  /** Writes a prepared file: it is there whole or not at all. */
  Path keep(String name, List<String> lines) throws IOException {
    Path part = partOf(directory.resolve(name));
    try {
      Files.write(part, lines, StandardCharsets.UTF_8);
      return move(part, directory.resolve(name));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** A new, empty file beside another, to be moved there when it is complete. */
  static Path partOf(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
  }

  static Path move(Path part, Path file) throws IOException {
    return Files.move(
        part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
