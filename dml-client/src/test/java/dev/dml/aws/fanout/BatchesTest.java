package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Preference;
import dev.dml.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64");

  /** Of least squares and forests in turn, so that no two nuisances are alike. */
  private final List<NuisanceTask> tasks =
      SampleTasks.of(20).stream()
          .map(task -> task.id().nuisance().equals("ml_m") ? SampleTasks.forest(task) : task)
          .toList();

  /** What waits of later repetitions comes after what is added, and is planned with it. */
  @Test
  void furtherTasksOfEarlierRepetitionsComeFirst() {
    List<NuisanceTask> tasks = SampleTasks.of(3);
    Batches batches = batches(new Batching.PerFold(), tasks.subList(20, 30));
    batches.add(tasks.subList(0, 10), 1000, 0);
    batches.add(tasks.subList(10, 20), 1000, 0);
    List<NuisanceTask> sent = new ArrayList<>();
    while (batches.size() > 0) {
      sent.addAll(batches.next(1, 1).orElseThrow());
    }
    assertThat(sent).isEqualTo(tasks);
  }

  /** What one settled batch may bring: a round, and a second stage of earlier repetitions. */
  @Test
  void ofOneAdditionEarlierRepetitionsComeFirst() {
    List<NuisanceTask> tasks = SampleTasks.of(3);
    Batches batches = batches(new Batching.PerFold(), tasks.subList(10, 20));
    List<NuisanceTask> wanted = new ArrayList<>(tasks.subList(20, 30));
    wanted.addAll(tasks.subList(0, 10));
    batches.add(wanted, 1000, 0);
    List<NuisanceTask> sent = new ArrayList<>();
    while (batches.size() > 0) {
      sent.addAll(batches.next(1, 1).orElseThrow());
    }
    assertThat(sent).isEqualTo(tasks);
  }

  @Test
  void perFoldSendsOneTaskAtATimeInOrder() {
    Batches batches = batches(new Batching.PerFold(), tasks);
    List<NuisanceTask> sent = new ArrayList<>();
    while (batches.size() > 0) {
      List<NuisanceTask> batch = batches.next(1, 1).orElseThrow();
      assertThat(batch).hasSize(1);
      sent.addAll(batch);
    }
    assertThat(sent).isEqualTo(tasks);
    assertThat(batches.next(1, 0)).isEmpty();
  }

  @Test
  void perRepetitionSendsARepetitionWhateverTheOrder() {
    Batches batches = batches(new Batching.PerRepetition(), tasks.reversed());
    for (int repetition = 0; repetition < 20; repetition++) {
      int expected = repetition;
      assertThat(batches.next(1, 1).orElseThrow())
          .hasSize(10)
          .allMatch(task -> task.id().repetition() == expected);
    }
  }

  private Batches batches(Preference prefer) {
    return batches(new Batching.Auto(prefer), tasks);
  }

  private static Batches batches(Batching batching, List<NuisanceTask> tasks) {
    Batches batches = new Batches(batching, FUNCTION);
    batches.add(tasks, 1000, 0);
    return batches;
  }

  /** Makes the first two fits of each nuisance take so long, in environments that were new. */
  private static void probe(Batches batches, double start, double first, double later) {
    for (int probe = 0; probe < 2; probe++) {
      List<NuisanceTask> two = batches.next(1000 - probe, probe).orElseThrow();
      assertThat(two).hasSize(2);
      List<TaskResult> results =
          List.of(SampleTasks.took(two.getFirst(), first), SampleTasks.took(two.getLast(), later));
      batches.learn(results);
      batches.started(start + first + later, results);
    }
  }

  /**
   * A panel has dozens of nuisances of the same learners: 17 first batches where 2 tell as much.
   */
  @Test
  void nuisancesThatAreLearntAlikeAreTriedOnce() {
    Batches batches = batches(new Batching.Auto(Preference.COST), SampleTasks.of(20));
    List<NuisanceTask> two = batches.next(1000, 0).orElseThrow();
    assertThat(two).extracting(task -> task.id().nuisance()).containsExactly("ml_l", "ml_l");
    assertThat(batches.next(999, 1)).isEmpty();
    batches.learn(List.of(SampleTasks.took(two.getFirst(), 2), SampleTasks.took(two.getLast(), 2)));
    // Of 198 fits of two seconds, some go together: ml_m is taken to take as long as ml_l.
    assertThat(batches.next(999, 0).orElseThrow())
        .extracting(task -> task.id().nuisance())
        .contains("ml_l", "ml_m");
  }

  /** A first stage of least squares, whose times are known, and a second one of forests. */
  @Test
  void whatIsKnownIsSentWhileANewKindIsTried() {
    Batches batches = batches(new Batching.Auto(Preference.BALANCED), of("ml_l"));
    learn(batches, batches.next(10, 0).orElseThrow(), 20);
    batches.add(of("ml_m").subList(0, 20), 1000, 0);
    assertThat(batches.next(9, 1).orElseThrow()).hasSize(2).allMatch(of("ml_m")::contains);
    for (int flying = 2; batches.size() > 18; flying++) {
      assertThat(batches.next(8, flying).orElseThrow()).allMatch(of("ml_l")::contains);
    }
    assertThat(batches.next(8, 2)).isEmpty();
  }

  /** Of 100 slots, 20 fits beside 980 get two; 20 that find 90 slots free have one each. */
  @Test
  void whatIsAddedIsCutForTheSlotsThatItGets() {
    Batches batches = batches(new Batching.Auto(Preference.TIME), of("ml_l").subList(0, 1));
    learn(batches, batches.next(100, 0).orElseThrow(), 0.1);
    batches.add(of("ml_l").subList(10, 30), 1000, 980);
    assertThat(batches.next(1, 99).orElseThrow()).hasSize(10);
    assertThat(batches.next(1, 99).orElseThrow()).hasSize(10);
    batches.add(of("ml_l").subList(30, 50), 1000, 980);
    assertThat(batches.next(90, 10).orElseThrow()).hasSize(1);
  }

  private List<NuisanceTask> of(String nuisance) {
    return tasks.stream().filter(task -> task.id().nuisance().equals(nuisance)).toList();
  }

  private static void learn(Batches batches, List<NuisanceTask> sent, double seconds) {
    batches.learn(sent.stream().map(task -> SampleTasks.took(task, seconds)).toList());
  }

  @Test
  void autoWaitsForTwoFitsOfEachNuisance() {
    Batches batches = batches(Preference.BALANCED);
    List<NuisanceTask> first = batches.next(1000, 0).orElseThrow();
    List<NuisanceTask> second = batches.next(999, 1).orElseThrow();
    assertThat(List.of(first, second))
        .extracting(two -> two.getFirst().id().nuisance())
        .containsExactly("ml_l", "ml_m");
    assertThat(batches.next(998, 2)).isEmpty();
    batches.learn(List.of(SampleTasks.took(first.getLast(), 0.5)));
    assertThat(batches.next(998, 1).orElseThrow()).allMatch(of("ml_l")::contains);
  }

  /**
   * A start of 1.5 s and a first fit that takes 0.5 s longer: the 200 fits of half a second, 100 s,
   * are 50 batches of 2 s or four fits by m S = W. What a request costs makes them a few less.
   */
  @Test
  void aBalancedBatchIsAsLongAsItsStart() {
    Batches batches = batches(Preference.BALANCED);
    probe(batches, 1.5, 1.0, 0.5);
    assertThat(batches.next(1000, 0).orElseThrow()).hasSizeBetween(4, 6);
  }

  /** 30 seconds of half a second each. */
  @Test
  void aCheapBatchIsAsLongAsItMayBe() {
    Batches batches = batches(Preference.COST);
    probe(batches, 1.5, 1.0, 0.5);
    assertThat(batches.next(1000, 0).orElseThrow()).hasSizeBetween(25, 60);
  }

  @Test
  void aFastBatchIsAFitIfThereIsRoomForAll() {
    Batches batches = batches(Preference.TIME);
    for (int probe = 0; probe < 2; probe++) {
      NuisanceTask task = batches.next(1000, probe).orElseThrow().getFirst();
      batches.learn(List.of(SampleTasks.took(task, 2)));
    }
    assertThat(batches.next(1000, 0).orElseThrow()).hasSize(1);
  }

  /** 200 fits of a second for room for ten: batches of ten seconds, in two rounds. */
  @Test
  void noBatchTakesLongerThanTenSeconds() {
    Batches batches = batches(Preference.TIME);
    for (int probe = 0; probe < 2; probe++) {
      NuisanceTask task = batches.next(10, probe).orElseThrow().getFirst();
      batches.learn(List.of(SampleTasks.took(task, 1)));
    }
    assertThat(batches.next(10, 0).orElseThrow()).hasSize(10);
  }

  /** When the first of a kind never comes back, going on beats waiting. */
  @Test
  void autoGoesOnWhenNothingIsOnItsWay() {
    Batches batches = batches(Preference.BALANCED);
    batches.next(1, 0);
    batches.next(1, 0);
    assertThat(batches.next(1, 0).orElseThrow()).isNotEmpty();
  }

  @Test
  void whatIsPutBackComesNext() {
    Batches batches = batches(new Batching.PerFold(), tasks);
    List<NuisanceTask> first =
        List.of(
            batches.next(1, 1).orElseThrow().getFirst(),
            batches.next(1, 1).orElseThrow().getFirst());
    batches.putBack(first);
    assertThat(batches.size()).isEqualTo(200);
    assertThat(batches.next(1, 1)).isEqualTo(Optional.of(List.of(tasks.getFirst())));
  }
}
