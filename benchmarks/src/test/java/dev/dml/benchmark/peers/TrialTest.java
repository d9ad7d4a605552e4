package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final Pattern OPTION = Pattern.compile("-X[^\\s\"]+|--enable[^\\s\"]+");

  /**
   * Programs are timed as users run them. Of the launcher those lines count that have options of
   * Java and are not for a cloud; each program has an archive of classes of its own.
   */
  @Test
  void javaHasTheOptionsOfTheLauncher() throws IOException {
    List<String> ofLauncher =
        Files.readAllLines(Path.of("..", "dml")).stream()
            .dropWhile(line -> !line.startsWith("collector="))
            .filter(line -> !line.startsWith("#") && !line.contains("runs_elsewhere"))
            .flatMap(line -> OPTION.matcher(line).results().map(MatchResult::group))
            .filter(option -> !option.startsWith("-XX:SharedArchiveFile="))
            .toList();
    assertThat(Trial.java())
        .filteredOn(option -> OPTION.matcher(option).matches())
        .filteredOn(option -> !option.startsWith("-XX:SharedArchiveFile="))
        .containsExactlyInAnyOrderElementsOf(ofLauncher);
  }
}
