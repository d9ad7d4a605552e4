package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is wrong with a study, its files or one of its estimations. */
class StudyOfFaultyFilesTest extends StudySession {

  /** 1 of the 3 covariate sets names a column that is not there. */
  @Test
  void whatFailsIsListedAndEndsNothing() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {data.covariates: {x: [x], none: [], wrong: [z]}}\n");
    Session.Outcome run = study("run", session.path("wrong.yaml"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("3 of 3 estimations are done, 1 of them failed;");
    assertThat(lines("results.csv")).hasSize(3);
    assertThat(lines("failures.csv"))
        .containsExactly(
            "estimation,data.covariates,reason",
            "3,wrong,\"data.covariates: no column is named z; there are: y, d, x\"");
  }

  @Test
  void aFolderIsOfOneStudy() {
    study("run", session.path("grid.yaml"));
    Session.Outcome again = study("run", session.path("grid.yaml"));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err())
        .isEqualTo(
            "dml: "
                + folder()
                + " holds this study already; go on with it by dml study resume, or name another"
                + " folder by --output\n");
    assertThat(study("resume", session.path("coverage.yaml")).err())
        .isEqualTo(
            "dml: "
                + folder()
                + " is the folder of another study, or another version of the program or of the"
                + " study file began it; name another folder by --output\n");
    assertThat(study("resume", session.path("grid.yaml")).exitCode()).isZero();
  }

  @Test
  void aDataFileThatChangedIsRefusedAndNothingIsLost() throws IOException {
    study("run", session.path("grid.yaml"));
    byte[] results = Files.readAllBytes(folder().resolve("results.csv"));
    Path data = directory.resolve("data.csv");
    String before = Files.readString(data);
    Files.writeString(data, before.replaceFirst("\n[^\n]*\n$", "\n"));
    Session.Outcome changed = study("resume", session.path("grid.yaml"));
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err())
        .isEqualTo(
            "dml: data.csv was changed since the study was begun, and what is over was estimated"
                + " with it; put it back as it was, or begin anew in another folder by --output\n");
    Files.delete(data);
    assertThat(study("resume", session.path("grid.yaml")).err())
        .startsWith("dml: data.csv is not there any more since the study was begun, and");
    assertThat(study("status", session.path("grid.yaml")).out()).startsWith("grid: done, 4 of 4");
    Files.writeString(data, before);
    assertThat(study("resume", session.path("grid.yaml")).out())
        .startsWith("4 of 4 estimations are done, 0 of them failed; 24 fits,");
    assertThat(folder().resolve("results.csv")).hasBinaryContent(results);
  }

  /** What failed for want of a file can be run again when it is there. */
  @Test
  void aFileThatWasMissingMayCome() throws IOException {
    session.write(
        "late.yaml",
        "study: late\nbase: plr.yaml\ngrid: {data.file: {now: data.csv, later: later.csv}}\n");
    assertThat(study("run", session.path("late.yaml")).out())
        .startsWith("2 of 2 estimations are done, 1 of them failed;");
    Files.copy(directory.resolve("data.csv"), directory.resolve("later.csv"));
    assertThat(study("resume", session.path("late.yaml"), "--failed").out())
        .startsWith("2 of 2 estimations are done, 0 of them failed;");
    Files.writeString(directory.resolve("later.csv"), "y,d,x\n1,2,3\n");
    assertThat(study("resume", session.path("late.yaml")).err())
        .startsWith("dml: later.csv was changed since the study was begun");
  }

  @Test
  void everythingWrongWithAStudyIsSaidTogether() throws IOException {
    session.write(
        "wrong.yaml",
        """
        study: a b
        base: plr.yaml
        grid: {learners.ml_l: [], folds: 3, repetitions: [1, 1]}
        exclude: [{learner: lasso}]
        budget_usd: -1
        grids: 3
        """);
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .containsExactly(
            "dml: study: must be up to 100 letters, digits, dots, hyphens and underscores, but was"
                + " a b",
            "dml: budget_usd: must be an amount of more than 0 US dollars, but was -1",
            "dml: grid.learners.ml_l: must have at least one value, but was []",
            "dml: grid.folds: must be a list of values or a mapping of names to values, but was 3",
            "dml: grid.repetitions: 1 is there twice",
            "dml: grids: is not a key here; did you mean grid? legal: study, base, grid, exclude,"
                + " samples, simulate, backend, budget_usd, define");
  }

  @Test
  void aPointWhoseSpecIsWrongIsNamed() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {folds: [2, 1], learnrs.ml_l: [lasso, ridge]}\n");
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .startsWith("dml: learnrs: is not a key here; did you mean learners?"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "dml: folds: must be a whole number of at least 2, but was 1 (at 2 of 4"
                            + " points, first with folds=1, learnrs.ml_l=lasso)"));
    assertThat(folder()).doesNotExist();
  }

  @Test
  void excludeMustMatchAndLeaveSomething() throws IOException {
    session.write(
        "wrong.yaml",
        "study: w\nbase: plr.yaml\ngrid: {folds: [2, 3]}\nexclude: [{folds: 4}, {fold: 2}]\n");
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .containsExactly(
            "dml: exclude.1.folds: must be one of 2, 3, but was 4",
            "dml: exclude.2: fold is no variable of the grid; did you mean folds? there are:"
                + " folds");
    session.write(
        "wrong.yaml",
        "study: w\nbase: plr.yaml\ngrid: {folds: [2, 3]}\nexclude: [{folds: 2}, {folds: 3}]\n");
    assertThat(study("run", session.path("wrong.yaml")).err())
        .isEqualTo("dml: exclude: leaves none of the 2 points of the grid\n");
  }

  @Test
  void aStudyOnJobsIsRefusedWithTheWayOut() throws IOException {
    session.write("jobs.yaml", "study: jobs\nbase: plr.yaml\nbackend: {type: batch}\n");
    Session.Outcome outcome = study("run", session.path("jobs.yaml"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: backend.type: a study runs on local or lambda, but was batch; set one of them, or"
                + " run its specs on batch with dml batch\n");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void aStudyHasOneLimitOfItsCost() throws IOException {
    session.write(
        "dear.yaml",
        "study: dear\nbase: plr.yaml\nbackend: {type: lambda, max_cost_usd: 1}\nbudget_usd: 1\n");
    Session.Outcome outcome = study("run", session.path("dear.yaml"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: backend.max_cost_usd: has no effect in a study; budget_usd limits all of it\n");
    assertThat(folder()).doesNotExist();
  }
}
