package dev.dml.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.cli.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualTest {

  @TempDir private Path folder;

  @Test
  void everyCommandHasAPage() throws IOException {
    assertThat(Session.run("manual", folder.toString()))
        .isEqualTo(new Session.Outcome(0, "", "dml: wrote " + folder + "\n"));
    List<String> names;
    try (Stream<Path> pages = Files.list(folder)) {
      names = pages.map(page -> page.getFileName().toString()).toList();
    }
    assertThat(names)
        .contains("dml.1", "dml-plr.1", "dml-study-run.1", "dml-completion.1")
        .doesNotContain("dml-manual.1");
    List<String> estimate = Files.readAllLines(folder.resolve("dml-estimate.1"));
    assertThat(estimate)
        .containsSubsequence(
            ".TH \"DML-ESTIMATE\" 1 \"\" \"dml 0.1.0\\-SNAPSHOT\"",
            ".SH NAME",
            "dml\\-estimate \\- Estimates what a spec file describes",
            ".SH SYNOPSIS",
            ".SH OPTIONS",
            ".SH EXAMPLES",
            "  dml estimate examples/rand.yaml",
            ".SH EXIT STATUS",
            ".SH SEE ALSO");
    // The example has a backslash at the end of a line.
    assertThat(estimate).anyMatch(line -> line.endsWith(" \\e"));
  }

  @Test
  void noLineOfAPageIsARequestByMistake() throws IOException {
    Session.run("manual", folder.toString());
    try (Stream<Path> pages = Files.list(folder)) {
      for (Path page : pages.toList()) {
        assertThat(Files.readAllLines(page))
            .allMatch(line -> !line.matches("[.'].*") || line.matches("\\.(TH|SH|nf|fi)( .*)?"));
      }
    }
  }

  @Test
  void theDirectoryIsMadeUnlessAFileIsThere() throws IOException {
    Path made = folder.resolve("made");
    Session.run("manual", made.toString());
    assertThat(made.resolve("dml.1")).exists();
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Session.run("manual", file.toString()).err())
        .isEqualTo(
            "dml: the directory " + file + " could not be made: " + file + " is in the way\n");
  }

  @Test
  void shellsCompleteEveryCommand() {
    assertThat(Session.run("completion").out())
        .contains("_picocli_dml_estimate()", "_picocli_dml_study_run()", "complete -F")
        .doesNotContain("_picocli_dml_manual()");
  }
}
