package dev.dml.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.usage.Usd;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study says of itself when one of its estimations was stopped. */
class StudyStopTest {

  @TempDir private Path directory;

  private List<String> sentences(String why, boolean refused) throws IOException {
    Path file = directory.resolve("study.yaml");
    Files.writeString(
        file,
        """
        study: dear
        base: {model: plr, folds: 2}
        simulate: {design: plr-ccddhnr2018, data_sets: 1200}
        backend: {type: lambda}
        budget_usd: 0.5
        """);
    StudyProgress progress =
        new StudyProgress(
            1200,
            1003,
            2,
            4000,
            0,
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.of(Usd.of("0.497")));
    StoppedRunException one =
        new StoppedRunException(
            why, List.of("stopped after 3 of 4 fits"), List.of(), Optional.empty(), refused);
    StoppedRunException all = StudyStop.of(one, Study.read(file, List.of()), progress);
    assertThat(all.isRefused()).isEqualTo(refused);
    return all.sentences();
  }

  @Test
  void aBudgetThatIsUsedUpIsNamed() throws IOException {
    assertThat(sentences("the next invocations could exceed backend.max_cost_usd", false))
        .containsExactly(
            "stopped after 1,003 of 1,200 estimations, because the next invocations could exceed"
                + " budget_usd of 0.5 USD; 0.50 USD are spent");
  }

  @Test
  void aRefusalIsToldAsAwsTellsIt() throws IOException {
    assertThat(sentences("the token is expired", true))
        .containsExactly(
            "the token is expired", "stopped after 1,003 of 1,200 estimations, which are kept");
  }
}
