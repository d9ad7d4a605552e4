package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walk through one estimate is short, and its stations are classes that there are. */
class ArchitectureDocumentTest {

  private static final Pattern STATION = Pattern.compile("(?m)^\\d+\\. \\*\\*`(\\w+)`\\*\\*");
  private static final int MOST = 15;

  private final String walk;
  private final List<String> stations = new ArrayList<>();

  ArchitectureDocumentTest() throws IOException {
    String document = Files.readString(Path.of("../docs/architecture.md"));
    walk = document.split("\n## One estimate, from spec to report\n")[1].split("\n## ")[0];
    Matcher station = STATION.matcher(walk);
    while (station.find()) {
      stations.add(station.group(1));
    }
  }

  @Test
  void theWalkHasAFewStations() {
    assertThat(stations).hasSizeBetween(10, MOST);
  }

  @Test
  void eachStationIsNamedOnce() {
    assertThat(stations).allMatch(name -> walk.split("`" + name + "`", -1).length == 2);
  }

  @Test
  void eachStationIsAClass() throws IOException {
    assertThat(classes()).containsAll(stations);
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> folders =
        Stream.of("core", "wire", "client").map(each -> Path.of("../dml-" + each + "/src/main"))) {
      return folders.flatMap(ArchitectureDocumentTest::sources).collect(Collectors.toSet());
    }
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
