package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {

  @TempDir private Path directory;
  private Session session;

  @BeforeEach
  void data() throws IOException {
    session = Session.in(directory);
  }

  @Test
  void columnsGiveTheResultOfTheSpecThatTheyStandFor() throws IOException {
    String[] columns = {
      "plr",
      session.path("data.csv"),
      "-y",
      "y",
      "-d",
      "d",
      "--learner",
      "linear",
      "--folds",
      "3",
      "--repetitions",
      "2",
      "--format",
      "csv"
    };
    Session.Outcome direct = Session.run(columns);
    assertThat(direct.exitCode()).isZero();
    Session.Outcome ofSpec = Session.run("estimate", session.path("plr.yaml"), "--format", "csv");
    assertThat(direct.out()).isEqualTo(ofSpec.out());
    columns[columns.length - 2] = "--print-spec";
    Session.Outcome spec = Session.run(Arrays.copyOf(columns, columns.length - 1));
    String file = session.write("printed.yaml", spec.out());
    assertThat(Session.run("estimate", file, "--format", "csv").out()).isEqualTo(ofSpec.out());
  }

  /** Half of the outcomes are empty, where the column says so; both probabilities are shown. */
  @Test
  void outcomesMayBeMissing() throws IOException {
    StringBuilder rows = new StringBuilder("y,d,s,x\n");
    Random random = new Random(1);
    for (int row = 0; row < 200; row++) {
      int s = random.nextInt(2);
      int d = random.nextInt(2);
      rows.append(s == 1 ? d + random.nextGaussian() : "").append(",");
      rows.append(d).append(",").append(s).append(",").append(random.nextGaussian()).append("\n");
    }
    String file = session.write("half.csv", rows.toString());
    Session.Outcome outcome =
        Session.run("ssm", file, "-y", "y", "-d", "d", "-s", "s", "-x", "x", "--learner", "linear");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    long selected = rows.toString().lines().filter(line -> line.matches(".+,[01],1,.*")).count();
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "Double machine learning: ssm, missing-at-random",
            "d: average effect of d on y, observed in "
                + selected
                + " of 200 rows, where s is 1 (sample selection)");
    assertThat(outcome.out())
        .containsPattern("\n {2}d +[.\\d]+ +[.\\d]+ +[.\\d]+ % +[.\\d]+ % +[.\\d]+\n {2}s ");
  }

  @Test
  void aSpecIsPrintedInsteadOfAResult() {
    assertThat(
            Session.run(
                    "irm",
                    "wages.csv",
                    "-y",
                    "wage",
                    "-d",
                    "training",
                    "-x",
                    "age,education",
                    "--learner",
                    "lasso",
                    "--cluster",
                    "firm",
                    "--score",
                    "atte",
                    "--set",
                    "joint.draws=500",
                    "--print-spec")
                .out())
        .isEqualTo(
            """
            data:
              file: wages.csv
              outcome: wage
              treatment: training
              covariates: [age, education]
              clusters: firm
            model: irm
            score: atte
            learners:
              ml_g: lasso
              ml_m: {type: logistic-regression, l1: cv}
            joint:
              draws: 500
            """);
  }

  @Test
  void whatIsMissingIsToldAsOfASpec() {
    Session.Outcome outcome = Session.run("plr", session.path("data.csv"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("dml: data.outcome: is missing\ndml: data.treatment: is missing\n");
  }

  @Test
  void anOutputNeverReplacesTheData() {
    Session.Outcome outcome =
        Session.run(
            "plr", session.path("data.csv"), "-y", "y", "-d", "d", "-o", session.path("data.csv"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("an output must not replace a file that is read");
  }

  @Test
  void aSpecToStartFromListsTheColumnsAndRuns() throws IOException {
    Path spec = directory.resolve("new.yaml");
    Session.Outcome outcome =
        Session.run(
            "init",
            "plr",
            session.path("data.csv"),
            "-y",
            "y",
            "-d",
            "d",
            "--learner",
            "linear",
            "-o",
            spec.toString());
    assertThat(outcome.err()).isEqualTo("dml: wrote " + spec + "\n");
    assertThat(outcome.exitCode()).isZero();
    assertThat(Files.readString(spec))
        .startsWith(
            "# To estimate: dml estimate "
                + spec
                + "\n# Columns of data.csv:\n#   y: numbers from ")
        .contains("\n#   d: 0 or 1\n");
    assertThat(Session.run("estimate", spec.toString(), "--set", "folds=2").exitCode()).isZero();
  }

  @Test
  void aSpecToStartFromNeverReplacesTheData() {
    Session.Outcome outcome =
        Session.run("init", "plr", session.path("data.csv"), "-o", session.path("data.csv"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("an output must not replace a file that is read");
  }
}
