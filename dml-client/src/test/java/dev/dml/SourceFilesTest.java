package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sources of all modules are in pieces that can be read at a time. */
class SourceFilesTest {

  private static final int MOST_LINES = 300;
  private static final int MOST_FILES = 25;

  @Test
  void noFileIsTooLong() throws IOException {
    assertThat(sources()).filteredOn(file -> lines(file) > MOST_LINES).isEmpty();
  }

  @Test
  void noPackageIsTooLarge() throws IOException {
    Map<Path, List<Path>> packages =
        sources().stream().collect(Collectors.groupingBy(Path::getParent));
    assertThat(packages.values()).allMatch(files -> files.size() <= MOST_FILES);
  }

  /** All that are compiled into programs, but the descriptions of packages. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(folder -> files(folder).stream())
          .toList();
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
