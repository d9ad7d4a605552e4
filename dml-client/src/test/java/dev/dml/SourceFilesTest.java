package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (Stream<Path> files = sources()) {
      assertThat(files.filter(file -> lines(file) > MOST_LINES)).isEmpty();
    }
  }

  @Test
  void noPackageIsTooLarge() throws IOException {
    try (Stream<Path> files = sources()) {
      Map<Path, Long> sizes =
          files.collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
      sizes.values().removeIf(size -> size <= MOST_FILES);
      assertThat(sizes).isEmpty();
    }
  }

  /** All that are compiled into programs, but the descriptions of packages. */
  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(SourceFilesTest::files)
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
          .toList()
          .stream();
    }
  }

  private static Stream<Path> files(Path folder) {
    try {
      return Files.walk(folder);
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
