package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TaskIdTest {

  private static final TaskId ID = new TaskId(1, 2, "ml_m", 3);

  @Test
  void everyComponentChangesTheSeedAndNoTwoAreInterchangeable() {
    List<Long> seeds =
        List.of(
            ID.seed(42),
            ID.seed(43),
            new TaskId(0, 2, "ml_m", 3).seed(42),
            new TaskId(1, 0, "ml_m", 3).seed(42),
            new TaskId(1, 2, "ml_l", 3).seed(42),
            new TaskId(1, 2, "ml_m", 0).seed(42),
            new TaskId(2, 1, "ml_m", 3).seed(42),
            new TaskId(3, 2, "ml_m", 1).seed(42),
            new TaskId(1, 3, "ml_m", 2).seed(42));
    assertThat(seeds).doesNotHaveDuplicates();
  }

  /**
   * A result that was kept has the seed in its key, and a result that was published its digits. The
   * value is from a transcription of the formulas of {@link dev.dml.random.Seed} to Python.
   */
  @Test
  void theSeedOfATaskStaysWhatItIs() {
    assertThat(ID.seed(42)).isEqualTo(0x4200B83C48F2EE5EL);
  }

  @Test
  void seedsOfNeighboursShareNoPattern() {
    // Of 4,096 seeds each bit is 1 in 2,048 plus or minus 32 (standard deviation); 5 of these.
    long[] seeds =
        LongStream.range(0, 4096)
            .map(i -> new TaskId(0, (int) i / 64, "ml_l", (int) i % 64).seed(1))
            .toArray();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long mask = 1L << bit;
      assertThat(LongStream.of(seeds).filter(seed -> (seed & mask) != 0).count())
          .as("bit %s", bit)
          .isBetween(2048L - 160, 2048L + 160);
    }
  }

  @Test
  void itsNameTellsAllOfIt() {
    assertThat(ID).hasToString("ml_m.rep2.treat1.fold3");
    assertThat(ID.column()).isEqualTo("ml_m.rep2.treat1");
  }

  @Test
  void aKindIsANuisanceOfATreatment() {
    assertThat(ID.kind())
        .isEqualTo(new TaskId(1, 9, "ml_m", 0).kind())
        .hasToString("ml_m, treatment 2");
    assertThat(new TaskId(0, 2, "ml_m", 3).kind()).isNotEqualTo(ID.kind()).hasToString("ml_m");
    assertThat(new TaskId(1, 2, "ml_l", 3).kind()).isNotEqualTo(ID.kind());
  }
}
