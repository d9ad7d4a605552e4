package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.SampleResults;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.GigabyteSeconds;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostSentencesTest {

  private static List<String> sentences(int keptFits, CloudUsage.Earlier earlier) {
    CloudUsage usage = SampleResults.cloud().run().cloud().orElseThrow();
    return new CostSentences(
            new CloudUsage(
                usage.function(),
                usage.calls(),
                usage.billed(),
                usage.functionStore(),
                usage.clientStore(),
                usage.cost(),
                usage.concurrency(),
                keptFits,
                earlier,
                CloudUsage.Unanswered.NONE))
        .all();
  }

  @Test
  void aRunOfOneCommandTellsOfNoOther() {
    List<String> sentences = sentences(0, CloudUsage.Earlier.NONE);
    assertThat(sentences).hasSize(5);
    assertThat(sentences.getFirst()).startsWith("0.0015 USD: computing ");
  }

  @Test
  void whatIsOnRecordIsNoLowerBound() {
    CloudUsage.Earlier earlier =
        new CloudUsage.Earlier(1, 1, new GigabyteSeconds(1024 * 1500L), true);
    List<String> sentences = sentences(40, earlier);
    assertThat(sentences.getFirst()).startsWith("0.0015 USD: computing ");
    assertThat(sentences.subList(5, sentences.size()))
        .containsExactly(
            "of all this, 1 earlier command of this run: 1 invocation, 1.50 GB-seconds");
  }

  @Test
  void withoutARecordTheCostsAreALowerBound() {
    CloudUsage.Earlier earlier = new CloudUsage.Earlier(0, 0, GigabyteSeconds.ZERO, false);
    List<String> sentences = sentences(40, earlier);
    assertThat(sentences.getFirst()).startsWith("at least 0.0015 USD: computing ");
    assertThat(sentences.subList(5, sentences.size()))
        .containsExactly(
            "not counted: what earlier commands of this run were billed, of which 40 fits were"
                + " kept");
  }
}
