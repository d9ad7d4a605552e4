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

class TableCommandTest {

  @TempDir private Path directory;
  private String result;

  @BeforeEach
  void write() throws IOException {
    Path file = directory.resolve("result.json");
    result = Files.writeString(file, ResultJson.write(SampleResults.full())).toString();
  }

  @Test
  void linesAndEffectsAreChosen() {
    assertThat(
            Session.run(
                "table",
                result,
                "--coef-map",
                "age_50%=Age, older half",
                "--coef-map",
                "tg",
                "--gof-omit",
                "Model|Learners|Co|R2|Re"))
        .isEqualTo(
            new Session.Outcome(
                0,
                """
                                      (1)
                -------------------------
                Age, older half    1510.1
                                   (23.5)
                tg                -0.0766
                                 (0.0362)
                -------------------------
                Folds                   5
                Observations        5,099
                -------------------------
                Standard errors in parentheses.
                """,
                ""));
    assertThat(Session.run("table", result, "--gof-omit", "").out()).contains("R2 of ml_m");
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    assertThat(Session.run("table", result, "--gof-omit", "("))
        .isEqualTo(
            new Session.Outcome(
                2,
                "",
                "dml: --gof-omit must be a regular expression, but was (: Unclosed group\n"));
  }
}
