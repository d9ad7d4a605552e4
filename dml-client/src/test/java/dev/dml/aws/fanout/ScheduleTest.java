package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.run.OpenTasks;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Preference;
import dev.dml.task.Sink;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.StoredResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final List<NuisanceTask> tasks = SampleTasks.of(1).subList(0, 4);
  private final Retries retries = new Retries(RandomGenerator.getDefault());
  private final Hedging hedging = new Hedging();
  private final OpenTasks toSend = SampleTasks.open(Sink.of(_ -> {}));
  private OpenBatches open;
  private Schedule schedule;

  private void begin(Batching batching) {
    Batches unsent =
        new Batches(
            batching, new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64"));
    FanOut fanOut = FanOut.of(4, batching);
    Outgoing workload = new Outgoing(toSend, "runs/test/results/", 0);
    open = new OpenBatches(new RequestLimit(workload, fanOut), unsent);
    open.add(toSend.add(tasks));
    schedule = new Schedule(retries, unsent, open, hedging, true);
  }

  /** Sends the next at a time, which must be of a kind. */
  private Batch send(Attempt.Kind kind, long now) {
    Schedule.Entry entry = schedule.next(now, 4, open.begun() == 0 ? 0 : 1).orElseThrow();
    assertThat(entry.kind()).isEqualTo(kind);
    entry.batch().send(kind, now);
    return entry.batch();
  }

  private void settle(Batch batch) {
    hedging.took(1);
    Map<String, TaskOutcome> results = new HashMap<>();
    batch
        .byKey()
        .forEach((key, task) -> results.put(key, new TaskOutcome.Done(SampleTasks.took(task, 1))));
    open.settle(batch, new StoredResults(results), OptionalDouble.empty());
  }

  @Test
  void aBatchThatHasWaitedComesBeforeNewOnesAndADuplicateLast() {
    begin(new Batching.PerFold());
    Batch first = send(Attempt.Kind.FIRST, 0);
    retries.at(1, first);
    Batch second = send(Attempt.Kind.FIRST, 0);
    assertThat(send(Attempt.Kind.RETRY, 1)).isSameAs(first);
    Batch third = send(Attempt.Kind.FIRST, 2);
    Batch straggler = send(Attempt.Kind.FIRST, 2);
    List.of(first, second, third).forEach(this::settle);
    assertThat(schedule.next(3, 4, 1)).isEmpty();
    assertThat(send(Attempt.Kind.HEDGE, HOUR)).isSameAs(straggler);
    assertThat(schedule.next(2 * HOUR, 4, 1)).isEmpty();
    assertThat(schedule.isDone()).isFalse();
    settle(straggler);
    assertThat(schedule.isDone()).isTrue();
  }

  /** Three of its four are done, though six are to come. */
  @Test
  void aStragglerOfOneRoundIsSentAgainBesideTheNext() {
    begin(new Batching.PerFold());
    List<Batch> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sent.add(send(Attempt.Kind.FIRST, 0));
    }
    sent.subList(0, 3).forEach(this::settle);
    open.add(toSend.add(SampleTasks.of(1).subList(4, 10)));
    for (int i = 0; i < 6; i++) {
      send(Attempt.Kind.FIRST, HOUR);
    }
    assertThat(send(Attempt.Kind.HEDGE, HOUR)).isSameAs(sent.getLast());
    assertThat(schedule.next(3 * HOUR, 4, 1)).isEmpty();
  }

  /** Forests wait for the time of their first; one of four least squares is a straggler. */
  @Test
  void aStragglerIsSentAgainWhileANewKindIsTried() {
    begin(new Batching.Auto(Preference.TIME));
    settle(send(Attempt.Kind.FIRST, 0));
    List<Batch> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sent.add(send(Attempt.Kind.FIRST, 0));
    }
    sent.subList(0, 2).forEach(this::settle);
    open.add(
        toSend.add(SampleTasks.of(1).subList(5, 10).stream().map(SampleTasks::forest).toList()));
    assertThat(send(Attempt.Kind.FIRST, HOUR).tasks()).hasSize(1);
    assertThat(schedule.next(HOUR, 2, 2).orElseThrow())
        .isEqualTo(new Schedule.Entry(sent.getLast(), Attempt.Kind.HEDGE));
  }
}
