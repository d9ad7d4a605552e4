package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertThat(outcome.err())
        .contains("dml: wrote " + directory.resolve("results/plr.json") + "\n")
        .endsWith("dml: wrote " + directory.resolve("results/summary.csv") + "\n");
    List<String> summary = Files.readAllLines(directory.resolve("results/summary.csv"));
    assertThat(summary).hasSize(3);
    assertThat(summary.get(0)).startsWith("spec,model,score,").endsWith(",failure");
    assertThat(summary.get(1))
        .startsWith("bad,,,")
        .contains(",data.file: is missing; data.outcome: is missing; data.treatment: is missing");
    assertThat(summary.get(2)).startsWith("plr,plr,partialling-out,d,").endsWith(",");
    assertThat(outcome.out().lines().map(line -> line.split(" +")[0]))
        .containsExactly("spec", "bad", "plr", "", "spec", "bad", "plr");
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

  /** The result of a spec in JSON would have the name of the spec. */
  @Test
  void noResultReplacesASpec() throws IOException {
    String spec = session.write("plr.json", "{\"model\": \"plr\"}");
    Session.Outcome outcome = Session.run("batch", spec, "--output", directory.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: the result of "
                + spec
                + ": an output must not replace a file that is read, but this is the spec "
                + spec
                + "\n");
    assertThat(Path.of(spec)).content().isEqualTo("{\"model\": \"plr\"}");
  }

  @Test
  void theSummaryReplacesNoData() throws IOException {
    String data = session.path("summary.csv");
    Files.move(directory.resolve("data.csv"), Path.of(data));
    Session.Outcome outcome =
        Session.run(
            "batch",
            session.path("plr.yaml"),
            "--set=data.file=summary.csv",
            "--output",
            directory.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: the summary "
                + data
                + ": an output must not replace a file that is read, but this is data.file of "
                + session.path("plr.yaml")
                + "\n");
  }
}
