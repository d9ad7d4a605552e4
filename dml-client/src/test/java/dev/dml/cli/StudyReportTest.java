package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.wire.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is shown of a study. */
class StudyReportTest extends StudySession {

  private static final Pattern DONE =
      Pattern.compile("([0-9,]+) of 10,000 estimations are done, 0");

  @Test
  void statusGroupsByAVariable() {
    study("run", session.path("grid.yaml"));
    Session.Outcome status = study("status", session.path("grid.yaml"), "--by", "learners.ml_m");
    assertThat(status.out())
        .startsWith("grid: done, 4 of 4 estimations done, 0 of them failed; 24 fits, and 24 more")
        .containsPattern("\nols +2 +2 +0 +")
        .containsPattern("\nridge +2 +2 +0 +");
    assertThat(study("status", session.path("grid.yaml"), "--by", "learners.ml_g").err())
        .isEqualTo(
            "dml: --by: learners.ml_g is no variable of the study; did you mean learners.ml_l?"
                + " there are: learners.ml_l, learners.ml_m\n");
  }

  @Test
  void aReportIsOnePageWithTheSpecificationCurve() throws IOException {
    study("run", session.path("grid.yaml"));
    String atTheEnd = Files.readString(folder().resolve("report.html"));
    assertThat(study("report", session.path("grid.yaml")).err())
        .isEqualTo(
            "dml: wrote "
                + folder().resolve("report.html")
                + "\ndml: wrote "
                + folder().resolve("curve.svg")
                + "\n");
    assertThat(folder().resolve("report.html")).hasContent(atTheEnd);
    assertThat(atTheEnd)
        .contains("4 of 4 estimations are done, 0 of them failed; 24 fits, 24 more shared.")
        .contains("<h2>Effect of d</h2>")
        .contains("<caption>By what was chosen</caption>")
        .contains("data.csv, SHA-256 " + Digests.of(directory.resolve("data.csv")))
        .doesNotContain("What failed", "This is a part", "http:", "https:", "<script", "src=");
    assertThat(lines("curve.svg"))
        .first()
        .asString()
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    // A dot for each of 4 estimates, and one for the choice of each of 2 variables.
    assertThat(lines("curve.svg")).filteredOn(line -> line.startsWith("<circle")).hasSize(12);
    assertThat(atTheEnd.lines().filter(line -> line.startsWith("<circle"))).hasSize(12);
  }

  /**
   * Some of ten thousand estimations are over when the study is stopped, and the others are not.
   */
  @Test
  void aStudyThatIsStoppedHasTheReportOfWhatIsThere() throws Exception {
    String[] many = {"--set", "simulate.data_sets=10000"};
    CompletableFuture<Session.Outcome> outcome = new CompletableFuture<>();
    Thread command =
        Thread.ofPlatform()
            .start(
                () ->
                    outcome.complete(
                        study("run", session.path("coverage.yaml"), many[0], many[1])));
    while (size(folder().resolve("estimations.journal")) < 1000) {
      assertThat(command.join(Duration.ofMillis(1))).describedAs("it has ended").isFalse();
    }
    command.interrupt();
    assertThat(outcome.get(1, TimeUnit.MINUTES).err())
        .matches(
            "dml: stopped after [0-9,]+ of 10,000 estimations, which are in results.csv and"
                + " report.html\ndml: go on with it: dml study resume "
                + session.path("coverage.yaml")
                + " --output "
                + folder()
                + " --set simulate.data_sets=10000\n");
    String page = Files.readString(folder().resolve("report.html"));
    Matcher done = DONE.matcher(page);
    assertThat(done.find()).isTrue();
    int rest = 10_000 - Integer.parseInt(done.group(1).replace(",", ""));
    assertThat(rest).isPositive();
    assertThat(page)
        .contains(
            "This is a part of the study: %,d of 10,000 estimations are still to be made; dml study"
                    .formatted(rest)
                + " resume goes on with them.",
            "<h2>Coverage</h2>");
  }

  @Test
  void aReportOfSimulationsHasTheCoverage() throws IOException {
    study("run", session.path("coverage.yaml"));
    String page = Files.readString(folder().resolve("report.html"));
    String coverage = lines("coverage.csv").get(1).split(",")[13];
    assertThat(page)
        .contains("<h2>Coverage</h2>", "Data are drawn: plr-ccddhnr2018, {n=100.0, p=3.0")
        .contains(
            "<td class=\"n\">" + String.format(Locale.ROOT, "%.3f", Double.valueOf(coverage)));
  }

  @Test
  void aReportSaysWhatFailedAndWhy() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {data.covariates: {x: [x], wrong: [\"<z>\"]}}\n");
    study("run", session.path("wrong.yaml"));
    assertThat(Files.readString(folder().resolve("report.html")))
        .contains("<caption>Failed estimations</caption>")
        .contains("data.covariates: no column is named &lt;z&gt;; there are: y, d, x")
        .doesNotContain("<z>");
  }
}
