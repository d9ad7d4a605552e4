package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Version;
import dev.dml.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DmlTest {

  @Test
  void everyCommandIsFoundByItsName() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false);
    CommandLine all = new Dml(terminal, Map.of()).commandLine();
    assertThat(all.getSubcommands()).hasSizeGreaterThan(20);
    all.getSubcommands()
        .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    assertThat(Session.run("plr", "-h").out()).startsWith("Usage: dml plr ");
    assertThat(Session.run("--version").out()).startsWith("dml ");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(Session.run("--version").out()).startsWith("dml " + Version.current() + " (Java ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"estimate", "batch", "quote", "learners", "fetch", "doctor", "init", "plr"})
  void theHelpOfEveryCommandShowsAnExample(String command) {
    Session.Outcome outcome = Session.run(command, "-h");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).containsPattern("Examples?:\n  dml " + command);
  }

  @Test
  void withoutACommandTheInputIsWrong() {
    Session.Outcome outcome = Session.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("dml: a command is missing; there are: estimate, batch, ")
        .endsWith("\n");
  }

  @Test
  void anUnknownCommandIsToldWhatWasPerhapsMeant() {
    Session.Outcome outcome = Session.run("estmate", "spec.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            "dml: there is no command estmate; did you mean estimate? there are: estimate, batch,");
  }

  @Test
  void anUnknownOptionIsToldWhatWasPerhapsMeant() {
    assertThat(Session.run("estimate", "--qiet", "spec.yaml").err())
        .isEqualTo(
            "dml: there is no option --qiet; did you mean --quiet? 'dml estimate -h' explains"
                + " it\n");
    assertThat(Session.run("estimate", "--hlp").err())
        .isEqualTo(
            "dml: there is no option --hlp; did you mean --help? 'dml estimate -h' explains it\n");
    assertThat(Session.run("estimate").err())
        .isEqualTo("dml: Missing required parameter: 'SPEC'; 'dml estimate -h' explains it\n");
    assertThat(Session.run("estimate", "spec.yaml", "--folds=3").err())
        .isEqualTo(
            "dml: there is no option --folds=3; a value of the spec is set by --set folds=...; 'dml"
                + " estimate -h' explains it\n");
    assertThat(Session.run("estimate", "spec.yaml", "folds=3").err())
        .isEqualTo(
            "dml: a value of the spec is set by --set folds=3; 'dml estimate -h' explains it\n");
    assertThat(Session.run("learners", "laso").err())
        .startsWith("dml: no learner is named laso; did you mean lasso? legal: ");
    assertThat(Session.run("fetch", "bonu").err())
        .isEqualTo(
            "dml: no data set is named bonu; did you mean bonus? there are: bonus, 401k, mpdta\n");
    assertThat(Session.run("doctor", "--nothing").err())
        .isEqualTo("dml: there is no option --nothing; 'dml doctor -h' explains it\n");
  }

  @Test
  void dataAreNoSpec(@TempDir Path directory) throws IOException {
    Path data = Files.writeString(directory.resolve("wages.csv"), "y,d\n1,0\n");
    assertThat(Session.run("estimate", data.toString()).err())
        .isEqualTo(
            "dml: " + data + ": is a file of data by its name; a spec names it as data.file\n");
  }

  @Test
  void aSecondSpecIsForBatch() {
    assertThat(Session.run("estimate", "a.yaml", "b.yaml", "c.yaml").err())
        .isEqualTo(
            "dml: estimate takes one spec, 'dml batch' several; b.yaml, c.yaml is too many;"
                + " 'dml estimate -h' explains it\n");
    assertThat(Session.run("fetch", "bonus", "401k").err())
        .isEqualTo("dml: fetch does not take 401k; 'dml fetch -h' explains it\n");
  }

  @Test
  void anEmptyNameIsNoFile() {
    String problem = "': must name a file, but was empty; 'dml estimate -h' explains it\n";
    assertThat(Session.run("estimate", "spec.yaml", "--output", "").err())
        .isEqualTo("dml: Invalid value for option '--output" + problem);
    assertThat(Session.run("resume", "").err())
        .isEqualTo("dml: a run is a directory or s3://BUCKET/runs/NAME, but this was empty\n");
  }

  @Test
  void theLocalCloudIsListedAndSaysHowToStartIt() {
    assertThat(Session.run("-h").out()).containsPattern("\n  local-cloud +Runs a command with AWS");
    Session.Outcome outcome = Session.run("local-cloud", "--", "estimate", "spec.yaml");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: local-cloud is not part of this jar; start it with the script dml of the"
                + " sources\n");
  }

  @Test
  void aLearnerIsListedWithItsSettings() {
    Session.Outcome outcome = Session.run("learners", "random-forest");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("random-forest: ").containsPattern("\n  trees +500 ");
  }

  @Test
  void anUnknownLearnerIsRefused() {
    Session.Outcome outcome = Session.run("learners", "forest");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("dml: no learner is named forest; legal: linear-regression, ridge, ");
  }

  @Test
  void anUnknownDataSetIsRefused() {
    Session.Outcome outcome = Session.run("fetch", "iris");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("dml: no data set is named iris; there are: bonus, 401k, mpdta\n");
  }

  @Test
  void theDoctorFindsJavaAndDuckDb() {
    assertThat(Session.run("doctor").out())
        .containsPattern("\nok +Java +" + Runtime.version().feature())
        .containsPattern("\nok +DuckDB +loads");
  }
}
