package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.wire.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is shown of a study. */
class StudyReportTest extends StudySession {

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
        .doesNotContain("What failed", "http:", "https:", "<script", "src=");
    assertThat(lines("curve.svg"))
        .first()
        .asString()
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    // A dot for each of 4 estimates, and one for the choice of each of 2 variables.
    assertThat(lines("curve.svg")).filteredOn(line -> line.startsWith("<circle")).hasSize(12);
    assertThat(atTheEnd.lines().filter(line -> line.startsWith("<circle"))).hasSize(12);
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
