package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandTest {

  @TempDir private Path directory;
  private Session session;

  @BeforeEach
  void writeDataAndSpec() throws IOException {
    session = Session.in(directory);
  }

  @Test
  void aSpecThatFailsDoesNotStopTheOthers() throws IOException {
    String bad = session.write("bad.yaml", "model: plr\n");
    Session.Outcome outcome =
        Session.run("batch", bad, session.path("plr.yaml"), "--output", session.path("results"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("dml: " + bad + ": data.file: ");
    assertThat(directory.resolve("results/plr.json")).exists();
    assertThat(directory.resolve("results/bad.json")).doesNotExist();
    assertThat(Files.readAllLines(directory.resolve("results/summary.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("plr,plr,partialling-out,d,");
    assertThat(outcome.out().lines().map(line -> line.split(" +")[0]))
        .containsExactly("spec", "bad", "plr");
  }

  @Test
  void twoSpecsOfOneNameAreRefused() throws IOException {
    String twin = session.write("plr.json", "{}");
    String output = session.path("results");
    Session.Outcome outcome =
        Session.run("batch", session.path("plr.yaml"), twin, "--output", output);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: the results of "
                + session.path("plr.yaml")
                + " and "
                + twin
                + " would both be "
                + Path.of(output, "plr.json")
                + "; rename one of them\n");
    assertThat(Path.of(output)).doesNotExist();
  }
}
