package dev.dml.file;

import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a command writes.
 *
 * @param byName where they are, by what a person calls them, such as {@code --output}
 */
public record OutputFiles(Map<String, Path> byName) {

  /** Copies. */
  public OutputFiles {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Looks whether each has a place of its own, whatever names and links lead there.
   *
   * @param inputs the files that the command reads, by what a person calls them
   * @throws InvalidInput if one is a file that is read, or another output
   */
  public void keepApart(Map<String, Path> inputs) {
    List<String> problems = new ArrayList<>();
    Map<String, Path> before = new LinkedHashMap<>();
    byName.forEach(
        (name, path) -> {
          inputs.forEach(
              (input, read) -> {
                if (isSame(path, read)) {
                  problems.add(sentence(name, "must not replace a file that is read", input));
                }
              });
          before.forEach(
              (other, written) -> {
                if (isSame(path, written)) {
                  problems.add(sentence(name, "needs a file of its own", other));
                }
              });
          before.put(name, path);
        });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static String sentence(String name, String demand, String other) {
    return name + ": an output " + demand + ", but this is " + other;
  }

  /** Devices and pipes may be named as often as one likes. */
  private static boolean isSame(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isRegularFile(one) && Files.isSameFile(one, other);
      }
      return !Files.exists(one) && !Files.exists(other) && place(one).equals(place(other));
    } catch (IOException e) {
      throw new UncheckedIOException(one + " cannot be looked at: " + e.getMessage(), e);
    }
  }

  /** Where a file would be, through the links of its directory. */
  private static Path place(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    return directory != null && Files.exists(directory)
        ? directory.toRealPath().resolve(absolute.getFileName())
        : absolute;
  }
}
