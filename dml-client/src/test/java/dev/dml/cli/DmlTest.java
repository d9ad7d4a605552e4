package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DmlTest {

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(Session.run("--version").out()).startsWith("dml " + Version.current() + " (Java ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"estimate", "batch", "quote", "learners", "fetch", "doctor"})
  void theHelpOfEveryCommandShowsAnExample(String command) {
    Session.Outcome outcome = Session.run(command, "-h");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).containsPattern("Examples?:\n  dml " + command);
  }

  @Test
  void withoutACommandTheInputIsWrong() {
    Session.Outcome outcome = Session.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("dml: Missing required subcommand; 'dml -h' explains it\n");
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
    assertThat(outcome.err()).isEqualTo("dml: no data set is named iris; there are: bonus, 401k\n");
  }

  @Test
  void theDoctorFindsJavaAndDuckDb() {
    assertThat(Session.run("doctor").out())
        .containsPattern("\nok +Java +" + Runtime.version().feature())
        .containsPattern("\nok +DuckDB +loads");
  }
}
