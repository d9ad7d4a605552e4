package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StudyCommandTest extends StudySession {

  /**
   * 2 x 2 learners for 2 nuisances: 4 estimations of 2 x 3 x 2 fits, of which half are distinct.
   */
  @Test
  void aGridIsOnePoolOfTasks() throws IOException {
    Session.Outcome run = study("run", session.path("grid.yaml"));
    assertThat(run.err())
        .isEqualTo(
            "dml: wrote "
                + folder().resolve("results.csv")
                + "\ndml: wrote "
                + folder().resolve("report.html")
                + "\n");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "4 of 4 estimations are done, 0 of them failed; 24 fits, and 24 more were shared\n");
    assertThat(lines("results.csv"))
        .hasSize(5)
        .first()
        .asString()
        .startsWith(
            "estimation,learners.ml_l,learners.ml_m,model,score,kind,term,estimate,std.error,");
    assertThat(lines("results.csv").get(4))
        .startsWith("4,\"{\"\"type\"\":\"\"ridge\"\",\"\"lambda\"\":0.1}\",ridge,plr,");
  }

  /** The digits of each estimation are those that it has alone. */
  @Test
  void sharingChangesNoDigit() throws IOException {
    study("run", session.path("grid.yaml"));
    Session.Outcome alone =
        Session.run(
            "estimate",
            session.path("plr.yaml"),
            "--set",
            "learners.ml_m={type: ridge, lambda: 0.1}",
            "--format",
            "csv");
    String coefficient = alone.out().lines().toList().get(1).split(",")[3];
    assertThat(lines("results.csv").get(2)).contains("," + coefficient + ",");
  }

  @Test
  void coverageIsCounted() throws IOException {
    assertThat(study("run", session.path("coverage.yaml")).exitCode()).isZero();
    List<String> coverage = lines("coverage.csv");
    assertThat(coverage.getFirst())
        .isEqualTo(
            "score,term,effect,data_sets,failed,mean_estimate,bias,bias_monte_carlo_error,"
                + "root_mean_square_error,mean_absolute_error,standard_deviation,"
                + "mean_standard_error,confidence_level,coverage,coverage_monte_carlo_error,"
                + "mean_length,coverage_90,coverage_90_monte_carlo_error,mean_length_90");
    assertThat(coverage).hasSize(2);
    String[] cells = coverage.get(1).split(",");
    assertThat(cells[3]).isEqualTo("40");
    List<String[]> results =
        lines("results.csv").stream().skip(1).map(line -> line.split(",")).toList();
    long covered =
        results.stream()
            .filter(row -> Double.parseDouble(row[10]) <= 0.5 && 0.5 <= Double.parseDouble(row[11]))
            .count();
    assertThat(Double.parseDouble(cells[13])).isEqualTo(covered / 40.0);
  }

  @Test
  void aDryRunCountsAndShowsAndWritesNothing() {
    Session.Outcome run = study("run", session.path("grid.yaml"), "--dry-run");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("grid: 4 estimations\n48 fits, of which 24 differ\nabout ")
        .contains("\nestimation 1: linear-regression, ols\n{\n")
        .contains("\nestimation 3: {\"type\":\"ridge\",\"lambda\":0.1}, ols\n{\n")
        .doesNotContain("estimation 4");
    assertThat(folder()).doesNotExist();
  }

  /** What the fits read are not the rows that were drawn, of which none is named mean of d. */
  @Test
  void aDryRunFitsTheObservationsThatTheModelMakes() throws IOException {
    session.write(
        "panel.yaml",
        """
        study: panel
        base: {model: panel-plr, approach: cre-normal, repetitions: 1, learners: {ml_l: linear-regression, ml_m: linear-regression}}
        simulate: {design: panel-plr-cp2025, n: 20, t: 3, p: 3, data_sets: 2}
        """);
    Session.Outcome run = study("run", session.path("panel.yaml"), "--dry-run");
    assertThat(run.out()).contains("\n20 fits, of which 20 differ\nabout ");
  }

  /** Forests take some milliseconds at least, of which each costs 0.00000002 USD or more. */
  @Test
  void aDryRunSaysThatABudgetIsTooSmall() {
    Session.Outcome run =
        study(
            "run",
            session.path("coverage.yaml"),
            "--dry-run",
            "--set",
            "base.learners.ml_l={type: random-forest, trees: 100, tune: {min_leaf: [1, 5]},"
                + " tune_usd: 1}",
            "--set",
            "backend.type=lambda",
            "--set",
            "budget_usd=0.00000001");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList().get(2))
        .matches(
            "about .+ of processor time of this machine, on AWS Lambda about 0\\.\\d+ USD for"
                + " computing, more than budget_usd of 0\\.00000001 USD, at which the study would"
                + " stop");
  }

  /** A process that is killed at any moment loses nothing that it had found. */
  @Test
  void aStudyThatIsKilledFiveTimesGivesTheSameBytes() throws IOException, InterruptedException {
    session.write(
        "slow.yaml",
        """
        study: slow
        base:
          model: plr
          learners: {ml_l: {type: random-forest, trees: 40}, ml_m: lasso}
          repetitions: 2
        grid: {aggregation: [median, mean-spread]}
        simulate: {design: plr-ccddhnr2018, n: 200, p: 5, data_sets: 30}
        backend: {threads: 2}
        """);
    SplittableRandom random = new SplittableRandom(9);
    Path outcomes = folder().resolve("estimations.journal");
    for (int kill = 0; kill < 5; kill++) {
      Process process = start(kill == 0 ? "run" : "resume", session.path("slow.yaml"));
      // Of 60 records of 500 bytes or so.
      long moment = size(outcomes) + 1 + random.nextInt(3000);
      while (size(outcomes) < moment) {
        assertThat(process.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
      }
      process.destroyForcibly().waitFor();
    }
    Session.Outcome resumed = study("resume", session.path("slow.yaml"));
    assertThat(resumed.out()).startsWith("60 of 60 estimations are done, 0 of them failed;");
    // 30 data sets x 2 repetitions x 2 nuisances x 5 folds, which both points share; what a killed
    // process computed for an estimation that it did not end is found, not computed again.
    List<Long> fits =
        Pattern.compile("([0-9,]+) (?:fits|more)")
            .matcher(resumed.out())
            .results()
            .map(found -> Long.valueOf(found.group(1).replace(",", "")))
            .toList();
    assertThat(fits.getFirst()).isLessThanOrEqualTo(600);
    assertThat(fits.getFirst() + fits.getLast()).isEqualTo(1200);
    byte[] killed = Files.readAllBytes(folder().resolve("results.csv"));
    String whole = directory.resolve("whole").toString();
    Session.run("study", "run", session.path("slow.yaml"), "--output", whole, "--quiet");
    assertThat(Path.of(whole, "results.csv")).hasBinaryContent(killed);
  }

  private Process start(String verb, String study) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // as the tests themselves
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.dml.cli.Main",
            "study",
            verb,
            study,
            "--output",
            folder().toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }
}
