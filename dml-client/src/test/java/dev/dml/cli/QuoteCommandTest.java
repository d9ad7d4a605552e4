package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteCommandTest {

  @TempDir private Path directory;
  private Session session;

  @BeforeEach
  void writeDataAndSpec() throws IOException {
    session = Session.in(directory);
  }

  @Test
  void aPersonSeesARecommendationAndWhatItRestsOn() {
    Session.Outcome outcome =
        Session.run(
            "quote",
            session.path("plr.yaml"),
            "--set",
            "backend.concurrency=7",
            "--set",
            "backend.max_cost_usd=0.0000001");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("A run of 12 fits on AWS Lambda, at most 7 at once, arm64, 0.0 MB of data\n")
        // As many rounds as there was time for, three at least.
        .containsPattern("\n  ml_l +6 +([3-9]|[1-9]\\d|100) ")
        .containsPattern("  <-\n")
        .containsPattern("  over\n")
        .contains("\n  over: costs more than backend.max_cost_usd.\n")
        .containsPattern("\n  With --detach, a driver of 1,769 MB is billed for about \\d")
        .contains("\n  7 invocations at once: as backend.concurrency says.\n")
        .contains("Prices of us-east-1, 2026-11-24, without free tier; no attempt fails.");
  }

  @Test
  void aSecondWaveIsQuotedToo() throws IOException {
    Session.Outcome outcome =
        Session.run(
            "quote",
            session.path("plr.yaml"),
            "--format",
            "json",
            "--set",
            "score=iv-type",
            "--set",
            "learners.ml_g=linear-regression");
    assertThat(outcome.exitCode()).isZero();
    JsonNode quote = new ObjectMapper().readTree(outcome.out());
    // ml_l, ml_m and, from their predictions, ml_g; 3 folds of 2 repetitions each.
    assertThat(quote.at("/fits").intValue()).isEqualTo(18);
    assertThat(quote.at("/measured").findValuesAsText("nuisance"))
        .containsExactly("ml_l", "ml_m", "ml_g");
    assertThat(quote.at("/concurrency").intValue()).isEqualTo(1000);
    assertThat(quote.at("/concurrency_source").textValue())
        .isEqualTo("assumed, the default of AWS; --on lambda asks the account");
    assertThat(quote.at("/cells")).hasSize(18);
    // A batch for each wave of each repetition.
    assertThat(quote.at("/cells/1/batch").textValue()).isEqualTo("per-repetition");
    assertThat(quote.at("/cells/1/invocations").intValue()).isEqualTo(4);
  }

  /**
   * Four nuisances, of which three are candidates, in 3 folds: 12 repetitions at least, 40 at most.
   * A second of 1,769 MB costs 1.73 x 0.0000133334 USD on arm64, so that 0.001 USD are 43.4 s; the
   * 120 fits of the tuned one have as much each.
   */
  @Test
  void repetitionsThatStopAreARangeAndDollarsForTuningAreSecondsOfOneProcessor()
      throws IOException {
    String[] quote = {
      "quote",
      session.path("plr.yaml"),
      "--set",
      "repetitions={until: 0.05, at_least: 10, at_most: 40}",
      "--set",
      "learners.ml_l={candidates: {none: constant, ols: linear-regression, tuned: {type: ridge,"
          + " tune: {lambda: [1, 2]}, tune_usd: 0.001}}}",
      "--format",
      "text"
    };
    assertThat(Session.run(quote).out().replaceAll("\\s+", " "))
        .startsWith("A run of 480 fits on AWS Lambda,")
        .contains("With the fewest, 144 fits,")
        .contains(
            " The 120 fits of ml_l[tuned] begin no further trial of settings after 43 s each: at"
                + " most 5208 s in all, about 0.12 USD with 1,769 MB, beside the trial that each is"
                + " at then. ");
    quote[quote.length - 1] = "json";
    JsonNode tree = new ObjectMapper().readTree(Session.run(quote).out());
    assertThat(tree.at("/fits").intValue()).isEqualTo(480);
    assertThat(tree.at("/fewest_fits").intValue()).isEqualTo(144);
    assertThat(tree.at("/fewest/usd").doubleValue())
        .isPositive()
        .isLessThan(tree.at("/recommended/usd").doubleValue());
    JsonNode measured = tree.at("/measured");
    assertThat(measured.findValuesAsText("fits")).containsExactly("120", "120", "120", "120");
    assertThat(measured.findValuesAsText("tune_seconds")).containsExactly("43.4");
  }

  @Test
  void anUnknownPlaceIsRefused() {
    Session.Outcome outcome = Session.run("quote", session.path("plr.yaml"), "--on", "mars");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("expected one of [local, lambda]")
        .contains("but was 'mars'");
  }
}
