package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskFailedExceptionTest {

  private static Stream<TaskOutcome.Failed> failures(String nuisance, int count, String reason) {
    return IntStream.range(0, count)
        .mapToObj(fold -> new TaskOutcome.Failed(new TaskId(0, 1, nuisance, fold), reason));
  }

  @Test
  void failuresAreGroupedByReasonTheMostFrequentFirst() {
    List<TaskOutcome.Failed> failed =
        Stream.concat(
                failures("ml_m", 1, "the function was ended"),
                failures("ml_l", 3, "all rows have 0"))
            .toList();
    TaskFailedException failure =
        new TaskFailedException(failed, 200, Optional.of("s3://bucket/runs/a/failed/1.csv"));
    assertThat(failure.sentences())
        .containsExactly(
            "4 of 200 tasks failed",
            "3 tasks (ml_l.rep1.treat0.fold0, ml_l.rep1.treat0.fold1, ml_l.rep1.treat0.fold2):"
                + " all rows have 0",
            "1 task (ml_m.rep1.treat0.fold0): the function was ended",
            "all of them are listed in s3://bucket/runs/a/failed/1.csv");
    assertThat(failure).hasMessage(String.join("; ", failure.sentences()));
  }

  @Test
  void tenOfAReasonAreNamed() {
    TaskFailedException failure =
        new TaskFailedException(
            failures("m", 12, "all rows have 0").toList(), 12, Optional.empty());
    assertThat(failure.sentences())
        .containsExactly(
            "12 of 12 tasks failed",
            "12 tasks (m.rep1.treat0.fold0, m.rep1.treat0.fold1, m.rep1.treat0.fold2,"
                + " m.rep1.treat0.fold3, m.rep1.treat0.fold4, m.rep1.treat0.fold5,"
                + " m.rep1.treat0.fold6, m.rep1.treat0.fold7, m.rep1.treat0.fold8,"
                + " m.rep1.treat0.fold9 and 2 more): all rows have 0");
    assertThat(failure.failures()).hasSize(12);
  }

  @Test
  void tenReasonsAreNamed() {
    List<TaskOutcome.Failed> failed =
        IntStream.range(0, 13)
            .mapToObj(fold -> new TaskOutcome.Failed(new TaskId(0, 0, "m", fold), "row " + fold))
            .toList();
    List<String> sentences = new TaskFailedException(failed, 20, Optional.empty()).sentences();
    assertThat(sentences).hasSize(12);
    assertThat(sentences.get(10)).isEqualTo("1 task (m.rep0.treat0.fold9): row 9");
    assertThat(sentences.get(11)).isEqualTo("and 3 more reasons");
  }
}
