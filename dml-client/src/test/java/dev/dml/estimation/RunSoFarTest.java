package dev.dml.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.file.DataFiles;
import dev.dml.result.DmlResult;
import dev.dml.run.KeptResults;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSoFarTest {

  /** Of 2 nuisances x 3 folds x 9 repetitions; blocks have 4 repetitions. */
  private static final int FITS = 54;

  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void writeData() throws IOException {
    run = directory.resolve("run");
    StringBuilder csv = new StringBuilder("y,d,x\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i % 7 * 1.5 + i % 3).append(',').append(i % 5).append(',').append(i % 11);
      csv.append('\n');
    }
    Files.writeString(directory.resolve("data.csv"), csv);
  }

  private Estimation estimation(String repetitions) throws IOException {
    Path spec = directory.resolve("spec.yaml");
    Files.writeString(
        spec,
        """
        data: {file: data.csv, outcome: y, treatment: d}
        model: plr
        score: iv-type
        learners: {ml_l: linear-regression, ml_m: linear-regression, ml_g: linear-regression}
        folds: 3
        repetitions: %s
        backend: {type: local, threads: 1}
        """
            .formatted(repetitions));
    return Estimation.of(SpecFile.read(spec, List.of()), new DataFiles());
  }

  private void runUntil(int fits, String repetitions) throws IOException {
    estimation(repetitions)
        .with(KnownRun.inFolder(run))
        .withProgress(now -> stopAt(fits, now))
        .estimate();
  }

  private static void stopAt(int fits, RunProgress now) {
    if (now.done() == fits) {
      throw new IllegalStateException("killed");
    }
  }

  private Optional<RunSoFar.Seen> look() {
    try (RunToResume found = RunToResume.find(run.toString(), List.of())) {
      return RunSoFar.of(found, new DataFiles()).look();
    }
  }

  @Test
  void theWholeRepetitionsOfARunAreAResult() throws IOException {
    // The first stage has 2 x 3 x 9 = 54 fits; the second has 3 for each repetition.
    assertThatThrownBy(() -> runUntil(FITS + 10, "9")).hasMessage("killed");
    RunSoFar.Seen seen = look().orElseThrow();
    assertThat(seen.isWhole()).isFalse();
    int repetitions = seen.result().repetitions();
    // 64 fits are at most 7 whole repetitions of 9.
    assertThat(repetitions).isBetween(1, 7);
    DmlResult those = estimation(String.valueOf(repetitions)).estimate();
    assertThat(seen.result().estimates()).isEqualTo(those.estimates());
    assertThat(seen.result().run().backend()).isEqualTo("local");
  }

  @Test
  void aRunThatHasEndedIsWhole() throws IOException {
    runUntil(-1, "9");
    RunSoFar.Seen seen = look().orElseThrow();
    assertThat(seen.isWhole()).isTrue();
    assertThat(seen.result().estimates()).isEqualTo(estimation("9").estimate().estimates());
  }

  @Test
  void aRunWithoutAWholeRepetitionSaysNothing() throws IOException {
    assertThatThrownBy(() -> runUntil(1, "9")).hasMessage("killed");
    assertThat(look()).isEmpty();
  }

  @Test
  void repetitionsThatStopAreLookedAtAsOthers() throws IOException {
    String rule = "{until: 0.000001, at_least: 3, at_most: 9}";
    runUntil(-1, rule);
    RunSoFar.Seen seen = look().orElseThrow();
    assertThat(seen.isWhole()).isTrue();
    assertThat(seen.result().estimates()).isEqualTo(estimation(rule).estimate().estimates());
  }

  @Test
  void nothingIsKeptByLooking() throws IOException {
    assertThatThrownBy(() -> runUntil(FITS + 10, "9")).hasMessage("killed");
    List<String> before = kept().store().names("");
    look();
    assertThat(kept().store().names("")).isEqualTo(before);
  }

  private KeptResults kept() {
    try (RunToResume found = RunToResume.find(run.toString(), List.of())) {
      return found.results();
    }
  }
}
