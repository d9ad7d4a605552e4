package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a result goes. */
class EstimateOutputTest extends EstimateSession {

  @Test
  void csvHoldsTheEstimateToTheLastDigit() {
    Session.Outcome outcome =
        Session.run("estimate", session.path("plr.yaml"), "--format", "csv", "--set", "folds=4");
    DmlResult result =
        Estimation.read(directory.resolve("plr.yaml"), List.of("folds=4"), new DataFiles())
            .estimate();
    assertThat(outcome.out().lines().toList().get(1).split(",")[3])
        .isEqualTo(Double.toString(result.coefficient()));
  }

  @Test
  void anOutputWithoutADirectoryIsRefusedBeforeTheEstimation() {
    String output = session.path("nowhere/result.json");
    Session.Outcome outcome = Session.run("estimate", session.path("plr.yaml"), "--output", output);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("dml: the output " + output + " needs a directory that is there\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--output, plr.yaml, the spec",
    "--output, data.csv, data.file",
    "--predictions, data.csv, data.file",
    "--output, folds.csv, partitions",
    "--timeline, predictions.csv, predictions",
    "--attempts, prices.json, backend.prices"
  })
  void noOutputReplacesAFileThatIsRead(String option, String name, String input)
      throws IOException {
    for (String file : List.of("folds.csv", "predictions.csv", "prices.json")) {
      session.write(file, "kept");
    }
    String before = Files.readString(directory.resolve(name));
    Session.Outcome outcome =
        Session.run(
            "estimate",
            session.path("plr.yaml"),
            "--set=partitions=folds.csv",
            "--set=predictions=predictions.csv",
            "--set=backend.prices=prices.json",
            option,
            session.path(name));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: "
                + option
                + " "
                + session.path(name)
                + ": an output must not replace a file that is read, but this is "
                + input
                + "\n");
    assertThat(Files.readString(directory.resolve(name))).isEqualTo(before);
  }

  @Test
  void anOutputFileIsThereWholeAndAlone() throws IOException {
    String output = session.path("result.json");
    Session.Outcome outcome =
        Session.run("estimate", session.path("plr.yaml"), "--format", "json", "--output", output);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).endsWith("dml: wrote " + output + "\n");
    assertThat(Session.run("estimate", session.path("plr.yaml"), "-q", "-o", output).err())
        .doesNotContain("wrote");
    assertThat(Files.readString(Path.of(output))).startsWith("{").endsWith("}\n");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data.csv", "plr.yaml", "result.json");
    }
  }

  @Test
  void anUnknownFormatNamesTheLegalOnes() {
    Session.Outcome outcome = Session.run("estimate", session.path("plr.yaml"), "--format", "word");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: Invalid value for option '--format': must be one of text, json, csv, markdown,"
                + " latex, html, tidy, glance, but was word; 'dml estimate -h' explains it\n");
  }

  @Test
  void theFormatFollowsTheNameOfTheOutput() throws IOException {
    for (String[] form :
        new String[][] {
          {"a.txt", "Double machine learning: "},
          {"a.JSON", "{"},
          {"a.csv", "model,score,"},
          {"a.md", "# "},
          {"a.tex", "% "},
          {"a.html", "<!DOCTYPE html>"}
        }) {
      String output = session.path(form[0]);
      assertThat(Session.run("estimate", session.path("plr.yaml"), "-o", output, "-q").exitCode())
          .isZero();
      assertThat(Files.readString(Path.of(output))).startsWith(form[1]);
    }
    String other = session.path("result.docx");
    Session.Outcome outcome = Session.run("estimate", session.path("plr.yaml"), "-o", other);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: the output "
                + other
                + " must end in .txt, .json, .csv, .md, .tex, .html, or --format say what it shall"
                + " be\n");
    assertThat(
            Session.run("estimate", session.path("plr.yaml"), "-o", other, "-f", "csv").exitCode())
        .isZero();
    assertThat(Files.readString(Path.of(other))).startsWith("model,score,");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheSystemRefusesIsSaidInPlainWords() {
    assertThat(Session.run("estimate", session.path("")).err())
        .isEqualTo("dml: " + directory + ": is a directory, not a spec\n");
    Session.Outcome proc =
        Session.run("estimate", session.path("plr.yaml"), "-o", "/proc/result.json");
    assertThat(proc.exitCode()).isEqualTo(2);
    assertThat(proc.err()).matches("dml: the output /proc/result.json cannot be written: .*\n");
    Session.Outcome full =
        Session.run("estimate", session.path("plr.yaml"), "-f", "json", "-o", "/dev/full");
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err())
        .isEqualTo("dml: the output /dev/full could not be written: no space left on device\n");
  }

  @Test
  void filesOfInvocationsAreRefusedWhereThereAreNone() {
    Session.Outcome outcome =
        Session.run(
            "estimate",
            session.path("plr.yaml"),
            "--attempts",
            session.path("a.csv"),
            "--timeline",
            session.path("t.svg"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            dml: --attempts: has no effect on local, only on lambda and batch
            dml: --timeline: has no effect on local, only on lambda and batch
            """);
  }
}
