package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NuisanceFunctionTest extends FunctionOnFolder {

  /** What a plain loop over the tasks finds. */
  private static Map<String, TaskOutcome> expected(Sample sample) {
    Map<String, TaskOutcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, NuisanceTask> task : sample.byKey().entrySet()) {
      outcomes.put(task.getKey(), new TaskOutcome.Done(task.getValue().run(sample.data())));
    }
    return outcomes;
  }

  private Map<String, TaskOutcome> stored(Sample sample, String key) throws IOException {
    try (InputStream in = store.open(key).orElseThrow()) {
      return StoredResults.read(in.readAllBytes(), sample.byKey()).byKey();
    }
  }

  @Test
  void resultsAreThoseOfAPlainLoopAndAreStoredToo() throws IOException {
    Sample sample = Sample.of(RandomForest.DEFAULT.withTrees(5), DRAWN).putInto(store);
    BatchAnswer answer = sample.answerOf(function);
    assertThat(answer).isInstanceOf(BatchAnswer.Inline.class);
    BatchAnswer.Inline inline = (BatchAnswer.Inline) answer;
    assertThat(inline.results().byKey()).isEqualTo(expected(sample));
    assertThat(inline.unfinished()).isZero();
    assertThat(stored(sample, sample.batch().resultKey())).isEqualTo(expected(sample));
  }

  @Test
  void givenPartitionsAreReadFromTheStoreOnce() {
    Sample sample = Sample.of(new LinearRegression(), given(1)).putInto(store);
    BatchAnswer.Inline cold = (BatchAnswer.Inline) sample.answerOf(function);
    BatchAnswer.Inline warm = (BatchAnswer.Inline) sample.answerOf(function);
    assertThat(cold.results().byKey()).isEqualTo(expected(sample));
    assertThat(warm.results().byKey()).isEqualTo(expected(sample));
    // Partitions, names, values; then all are in memory.
    assertThat(cold.report().of(Metric.STORE_READS)).isEqualTo(3);
    assertThat(warm.report().of(Metric.STORE_READS)).isZero();
  }

  @Test
  void resultsTooLargeForTheAnswerAreOnlyStored() throws IOException {
    Sample sample = Sample.of(new LinearRegression(), DRAWN, 100).putInto(store);
    BatchAnswer answer = sample.answerOf(function);
    assertThat(answer).isInstanceOf(BatchAnswer.Stored.class);
    String key = ((BatchAnswer.Stored) answer).key();
    assertThat(key).isEqualTo(sample.batch().resultKey());
    assertThat(stored(sample, key)).isEqualTo(expected(sample));
  }

  @Test
  void theReportTellsColdFromWarmAndCountsRequests() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    FunctionReport cold = ((BatchAnswer.Inline) sample.answerOf(function)).report();
    FunctionReport warm = ((BatchAnswer.Inline) sample.answerOf(function)).report();
    // Names, values; then the data are in memory.
    assertThat(cold.cold()).isTrue();
    assertThat(cold.of(Metric.STORE_READS)).isEqualTo(2);
    assertThat(cold.of(Metric.BYTES_READ)).isGreaterThan(500 * 5 * 8);
    assertThat(warm.cold()).isFalse();
    assertThat(
            Stream.of(Metric.INIT, Metric.READ, Metric.STORE_READS, Metric.BYTES_READ)
                .map(warm::of))
        .containsOnly(0L);
    assertThat(warm.environment()).isEqualTo(cold.environment());
    assertThat(List.of(cold.of(Metric.STORE_WRITES), warm.of(Metric.STORE_WRITES)))
        .containsExactly(1L, 1L);
    assertThat(cold.values()).allSatisfy((metric, value) -> assertThat(value).isPositive());
  }

  @Test
  void aCopyOfASnapshotReportsNoInit() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    Memory memory = new Memory(512L * Sample.MEGABYTE);
    NuisanceFunction restored =
        new NuisanceFunction(
            store,
            DataCache.of(memory),
            memory,
            ExecutionEnvironment.ready(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")));
    FunctionReport report = ((BatchAnswer.Inline) sample.answerOf(restored)).report();
    assertThat(report.cold()).isTrue();
    assertThat(report.of(Metric.INIT)).isZero();
  }

  @Test
  void whenTimeIsShortTheRestIsLeftAndHasAnotherName() throws IOException {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    Iterator<Long> remaining = List.of(60_000L, 60_000L, 60_000L).iterator();
    TimeLimit limit =
        new TimeLimit(() -> remaining.hasNext() ? remaining.next() : 0, Duration.ofSeconds(3));
    BatchAnswer.Inline answer = (BatchAnswer.Inline) sample.answerOf(function, limit);
    int done = answer.results().byKey().size();
    // Those that begin before any has ended are not asked about: one for each core at most.
    assertThat(done).isBetween(4, 3 + Runtime.getRuntime().availableProcessors());
    assertThat(answer.unfinished()).isEqualTo(10 - done);
    assertThat(expected(sample)).containsAllEntriesOf(answer.results().byKey());
    String name = answer.results().name(sample.batch());
    assertThat(name).isNotEqualTo(sample.batch().resultKey());
    assertThat(stored(sample, name)).isEqualTo(answer.results().byKey());
    assertThat(((BatchAnswer.Inline) sample.answerOf(function)).results().byKey()).hasSize(10);
  }

  @Test
  void aFailureIsToldAndDoesNotStandInTheWayOfAResult() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    NuisanceTask task = sample.batch().tasks().getFirst();
    Map<String, NuisanceTask> known = sample.byKey();
    Map<String, TaskOutcome> outcomes = new LinkedHashMap<>(expected(sample));
    String key = sample.batch().keys().getFirst();
    outcomes.put(key, new TaskOutcome.Failed(task.id(), "the columns are collinear"));
    StoredResults results = new StoredResults(outcomes);
    assertThat(results.name(sample.batch())).isNotEqualTo(sample.batch().resultKey());
    assertThat(StoredResults.read(results.write(), known)).isEqualTo(results);
  }

  @Test
  void whatWasReadIsForgottenForWhatIsReadNext() {
    Memory memory = new Memory(100);
    DataCache cache = DataCache.of(memory);
    CausalData small =
        CausalData.builder().outcome("y", 1, 2).treatment("d", 0, 1).covariate("x", 1, 2).build();
    cache.put("first", small);
    cache.makeRoom(0, Set.of());
    // 2 rows x 3 columns x 8 bytes are 48, which is more than 100 x 0.4.
    assertThat(cache.data("first")).isEmpty();
    DataCache roomy = new DataCache(96);
    roomy.put("first", small);
    roomy.put("second", small);
    assertThat(roomy.data("first")).isPresent();
    roomy.makeRoom(48, Set.of());
    // The second was not used since.
    assertThat(roomy.data("second")).isEmpty();
    assertThat(roomy.data("first")).isPresent();
  }

  @Test
  void whatABatchNeedsTogetherIsNotForgotten() {
    DataCache cache = new DataCache(60);
    Split.Given partitions = new Split.Given(List.of(Partition.of(0, 1)));
    cache.put("partitions", partitions);
    cache.put("other", new Split.Given(List.of(Partition.of(1, 0))));
    cache.makeRoom(48, Set.of("partitions"));
    // 48 bytes and 2 rows x 4 bytes twice are more than 60, but not without the others.
    assertThat(cache.partitions("partitions")).contains(partitions);
    assertThat(cache.partitions("other")).isEmpty();
    cache.makeRoom(1000, Set.of("partitions"));
    assertThat(cache.partitions("partitions")).contains(partitions);
    assertThat(cache.data("partitions")).describedAs("a digest of something else").isEmpty();
  }

  /** Rows in 20 clusters of one dimension and 25 of another. */
  private static CausalData clustered() {
    Lcg500 lcg = new Lcg500();
    return lcg.builder()
        .treatment("dc", lcg.dc)
        .cluster("firm", IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> row % 20).toArray())
        .cluster(
            "year",
            IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> Math.floorDiv(row, 20)).toArray())
        .build();
  }

  @Test
  void crossedFoldsOfClustersAreDrawnHereToo() {
    Sample sample =
        Sample.of(clustered(), new LinearRegression(), new Split.Drawn(3, 42, true), 5_000_000);
    assertThat(sample.byKey()).hasSize(18);
    BatchAnswer.Inline inline = (BatchAnswer.Inline) sample.putInto(store).answerOf(function);
    assertThat(inline.results().byKey()).isEqualTo(expected(sample));
  }

  @Test
  void givenCrossedFoldsAreReadAsSuch() {
    CausalData data = clustered();
    // The last two cells are empty.
    int[] cells =
        IntStream.range(0, Lcg500.ROWS)
            .map(row -> Math.min(6, row % 20 % 3 * 3 + row / 20 % 3))
            .toArray();
    Split given = new Split.Given(List.of(Partition.crossed(cells)));
    Sample sample = Sample.of(data, new LinearRegression(), given, 5_000_000);
    assertThat(sample.byKey()).hasSize(14);
    BatchAnswer.Inline inline = (BatchAnswer.Inline) sample.putInto(store).answerOf(function);
    assertThat(inline.results().byKey()).isEqualTo(expected(sample));
  }
}
