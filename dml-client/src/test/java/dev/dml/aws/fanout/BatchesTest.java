package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final Batching.Auto TEN_SECONDS = new Batching.Auto(Duration.ofSeconds(10));

  private final List<NuisanceTask> tasks = SampleTasks.of(20);

  @Test
  void perFoldSendsOneTaskAtATimeInOrder() {
    Batches batches = new Batches(new Batching.PerFold(), tasks, 1000);
    List<NuisanceTask> sent = new ArrayList<>();
    while (batches.size() > 0) {
      List<NuisanceTask> batch = batches.next(1, false).orElseThrow();
      assertThat(batch).hasSize(1);
      sent.addAll(batch);
    }
    assertThat(sent).isEqualTo(tasks);
    assertThat(batches.next(1, true)).isEmpty();
  }

  @Test
  void perRepetitionSendsARepetitionWhateverTheOrder() {
    Batches batches = new Batches(new Batching.PerRepetition(), tasks.reversed(), 1000);
    for (int repetition = 19; repetition >= 0; repetition--) {
      int expected = repetition;
      assertThat(batches.next(1, false).orElseThrow())
          .hasSize(10)
          .allMatch(task -> task.id().repetition() == expected);
    }
  }

  /** 10 seconds of tasks that take half a second each are 20. */
  @Test
  void autoFillsBatchesToItsTargetByTheFirstResults() {
    Batches batches = new Batches(TEN_SECONDS, tasks, 1000);
    NuisanceTask first = batches.next(1000, true).orElseThrow().getFirst();
    NuisanceTask second = batches.next(999, false).orElseThrow().getFirst();
    assertThat(List.of(first.id().nuisance(), second.id().nuisance()))
        .containsExactly("ml_l", "ml_m");
    assertThat(batches.next(998, false)).isEmpty();
    batches.learn(first, SampleTasks.took(first, 0.5));
    assertThat(batches.next(998, false)).isEmpty();
    batches.learn(second, SampleTasks.took(second, 0.5));
    assertThat(batches.next(1, false).orElseThrow()).hasSize(20);
  }

  /** 99 times 0.1 and 0.3 are not what 198 of them add up to, in their last digits. */
  @Test
  void autoLeavesNoTaskOverForRounding() {
    Batches batches = new Batches(new Batching.Auto(Duration.ofMinutes(5)), tasks, 1000);
    NuisanceTask first = batches.next(1, true).orElseThrow().getFirst();
    batches.learn(first, SampleTasks.took(first, 0.1));
    NuisanceTask second = batches.next(1, true).orElseThrow().getFirst();
    batches.learn(second, SampleTasks.took(second, 0.3));
    assertThat(batches.next(1, true).orElseThrow()).hasSize(198);
  }

  /** 198 tasks for room for 99 batches are 2 each, though 20 would fit the target. */
  @Test
  void autoUsesTheRoomThereIs() {
    Batches batches = new Batches(TEN_SECONDS, tasks, 1000);
    for (int probe = 0; probe < 2; probe++) {
      NuisanceTask task = batches.next(1, true).orElseThrow().getFirst();
      batches.learn(task, SampleTasks.took(task, 0.5));
    }
    assertThat(batches.next(99, true).orElseThrow()).hasSize(2);
  }

  /** When the first of a kind never comes back, going on beats waiting. */
  @Test
  void autoGoesOnWhenNothingIsOnItsWay() {
    Batches batches = new Batches(TEN_SECONDS, tasks, 1000);
    batches.next(1, true);
    batches.next(1, true);
    assertThat(batches.next(1, true).orElseThrow()).hasSize(1);
  }

  @Test
  void whatIsPutBackComesNext() {
    Batches batches = new Batches(new Batching.PerFold(), tasks, 1000);
    List<NuisanceTask> first =
        List.of(
            batches.next(1, false).orElseThrow().getFirst(),
            batches.next(1, false).orElseThrow().getFirst());
    batches.putBack(first);
    assertThat(batches.size()).isEqualTo(200);
    assertThat(batches.next(1, false)).isEqualTo(Optional.of(List.of(tasks.getFirst())));
  }
}
