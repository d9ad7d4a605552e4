package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what the command prints, shortened. */
class ReadmeOutputTest {

  private static final Pattern OUTPUT =
      Pattern.compile(
          "^```\\n(Double machine learning: .*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void theReadmeShowsWhatTheCommandPrints() throws IOException {
    Matcher shown = OUTPUT.matcher(Files.readString(Path.of("../README.md")));
    assertThat(shown.find()).isTrue();
    List<String> printed = Session.run("estimate", "../examples/rand.yaml").out().lines().toList();
    assertThat(printed).containsSubsequence(shown.group(1).lines().toList());
    assertThat(printed).allMatch(line -> line.length() <= 80);
  }
}
