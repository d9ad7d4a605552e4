package dev.dml.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.SampleResults;
import dev.dml.cli.Session;
import dev.dml.wire.result.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir private Path directory;
  private String result;

  @BeforeEach
  void write() throws IOException {
    Path file = directory.resolve("result.json");
    result = Files.writeString(file, ResultJson.write(SampleResults.full())).toString();
  }

  @Test
  void aPageIsMadeOfAResult() throws IOException {
    Path page = directory.resolve("page.html");
    Session.Outcome outcome = Session.run("report", result, "-o", page.toString());
    assertThat(outcome).isEqualTo(new Session.Outcome(0, "", "dml: wrote " + page + "\n"));
    assertThat(page).content().startsWith("<!DOCTYPE html>");
    assertThat(Session.run("report", result).out()).isEqualTo(Files.readString(page));
  }

  @Test
  void aPictureIsDrawnOfAResult() throws IOException {
    Path picture = directory.resolve("overlap.svg");
    Session.Outcome outcome = Session.run("plot", result, "overlap", "-o", picture.toString());
    assertThat(outcome).isEqualTo(new Session.Outcome(0, "", "dml: wrote " + picture + "\n"));
    assertThat(picture).content().startsWith("<svg ").contains("Overlap of the arms of tg");
    assertThat(Session.run("plot", result, "repetitions", "--number", "2").out())
        .contains("Repetitions of age_50%");
  }

  @Test
  void aPictureHasItsTitleAboveAndAveragesTheirNumbersInTheHelp() {
    assertThat(Session.run("plot", result, "overlap").out())
        .contains("font-weight=\"bold\">Overlap of the arms of tg</text>");
    assertThat(Session.run("plot", "-h").out().replaceAll("\\s+", " "))
        .contains(
            "--number=N Which one, where there are several, such as one for each estimate; 1 if"
                + " left out. Of averages, 1 is the event study, 2 are the groups and 3 the"
                + " periods.");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    refused(
        result
            + " has nothing for groups to draw; it has estimates, repetitions, nuisances,"
            + " overlap, calibration",
        "groups");
    refused(
        "--number must be from 1 to 2 for repetitions, but was 3", "repetitions", "--number", "3");
    refused(
        "the output " + directory.resolve("x.gif") + " must end in .svg, .png, .pdf",
        "overlap",
        "-o",
        directory.resolve("x.gif").toString());
    refused(
        "Invalid value for positional parameter at index 1 (KIND): must be one of estimates,"
            + " repetitions, nuisances, overlap, calibration, sensitivity, groups, averages, curve,"
            + " policy, but was pie; 'dml plot -h' explains it",
        "pie");
  }

  private void refused(String sentence, String... options) {
    String[] line = new String[options.length + 2];
    line[0] = "plot";
    line[1] = result;
    System.arraycopy(options, 0, line, 2, options.length);
    assertThat(Session.run(line)).isEqualTo(new Session.Outcome(2, "", "dml: " + sentence + "\n"));
  }
}
