package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NuisanceFunctionTest {

  private static final Split DRAWN = new Split.Drawn(5, 42);

  @TempDir private Path folder;
  private ObjectStore store;
  private NuisanceFunction function;

  @BeforeEach
  void deploy() {
    store = new FolderStore(folder);
    function = Sample.function(store, 512);
  }

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

  private List<String> refusal(Sample sample, String of, String by) {
    String request = new String(sample.batch().write(), StandardCharsets.UTF_8);
    assertThat(request).contains(of);
    byte[] changed = request.replace(of, by).getBytes(StandardCharsets.UTF_8);
    return refusal(function, changed);
  }

  private static List<String> refusal(NuisanceFunction function, byte[] request) {
    BatchAnswer answer = function.answer(request, TimeLimit.none());
    assertThat(answer).isInstanceOf(BatchAnswer.Refused.class);
    return ((BatchAnswer.Refused) answer).problems();
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

  /** Of so many repetitions. */
  private static Split.Given given(int repetitions) {
    Partition partition = Partition.of(IntStream.range(0, 500).map(row -> row % 3).toArray());
    return new Split.Given(Collections.nCopies(repetitions, partition));
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
  void dataThatDoNotFitBesideThePartitionsAreRefusedBeforeTheyAreRead() throws IOException {
    // 500 rows x 262 repetitions x 4 bytes are 524,000 bytes; twice that is 576 bytes less than
    // one MB. Twice the 20,000 bytes of the data are more.
    Sample sample = Sample.of(new LinearRegression(), given(262)).putInto(store);
    assertThat(sample.answerOf(Sample.function(store, 50))).isInstanceOf(BatchAnswer.Inline.class);
    Files.delete(folder.resolve("data").resolve(sample.data().digest() + ".npy"));
    // (48 MB + 1,088,000 bytes) / 0.85 are 57.7 MB.
    assertThat(refusal(Sample.function(store, 49), sample.batch().write()))
        .containsExactly(
            "the data need 50 MB but the function has 49 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=58");
  }

  @Test
  void partitionsThatDoNotFitAreRefusedBeforeTheyAreRead() {
    // Twice 526,000 bytes are more than one MB; (48 MB + 1,052,000 bytes) / 0.85 are 57.7 MB.
    Sample sample = Sample.of(new LinearRegression(), given(263)).putInto(store);
    assertThat(refusal(Sample.function(store, 49), sample.batch().write()))
        .containsExactly(
            "the data need 50 MB but the function has 49 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=58");
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
            Environment.ready(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")));
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
  void dataThatDoNotFitAreRefusedBeforeTheyAreRead() {
    // 500 rows x 5 columns x 8 bytes are 20,000 bytes; twice that and 48 MB are more than 40.
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(Sample.function(store, 40), sample.batch().write()))
        .containsExactly(
            "the data need 49 MB but the function has 40 MB for them; deploy it with more: sam"
                + " deploy --parameter-overrides MemorySize=57");
  }

  @Test
  void whatIsNotInTheStoreIsNamed() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN);
    assertThat(refusal(function, sample.batch().write()))
        .containsExactly(
            "the data "
                + sample.data().digest()
                + " are not in the bucket, or the function may not read them; run the estimation"
                + " again, which stores them, or deploy the stack again: sam deploy");
  }

  @Test
  void settingsBeyondTheirBoundsAreRefused() {
    Sample sample = Sample.of(RandomForest.DEFAULT.withTrees(5), DRAWN).putInto(store);
    assertThat(refusal(sample, "\"trees\":5", "\"trees\":2000000000"))
        .containsExactly(
            "fits[0].learner.trees: must be a whole number from 1 to 1000000, but was 2000000000",
            "fits[1].learner.trees: must be a whole number from 1 to 1000000, but was 2000000000");
    assertThat(refusal(sample, "\"trees\":5", "\"eval\":\"1+1\""))
        .first()
        .asString()
        .startsWith("fits[0].learner.eval: is not a setting of random-forest; legal: trees, ");
    assertThat(refusal(sample, "\"random-forest\"", "\"eval\""))
        .first()
        .asString()
        .startsWith("fits[0].learner.type: no learner is named eval; legal: ");
  }

  @Test
  void tasksThatTheSplitOrTheDataDoNotHaveAreRefused() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(sample, "\"folds\":5", "\"folds\":4"))
        .containsExactly(
            "fits[0].tasks: a fold must be from 0 to 3, but was 4",
            "fits[1].tasks: a fold must be from 0 to 3, but was 4");
    assertThat(refusal(sample, "\"folds\":5", "\"folds\":501"))
        .containsExactly(
            "split.folds: must be from 2 to the number of observations, 500, but was 501");
    assertThat(refusal(sample, "\"treatment\":0", "\"treatment\":1"))
        .containsExactly("treatment: must be from 0 to 0, but was 1");
    assertThat(refusal(sample, "\"response\":\"y\"", "\"response\":\"income\""))
        .containsExactly("no outcome, treatment or instrument is named income; there are: y, dc");
    assertThat(refusal(sample, "\"stratify_by\":[]", "\"stratify_by\":[1,2,3,4,5,6,7,8,9]"))
        .containsExactly(
            "fits[0].stratify_by: must name at most 8 variables, but names 9",
            "fits[1].stratify_by: must name at most 8 variables, but names 9");
    assertThat(refusal(sample, "\"response\":\"y\"", "\"response\":\"" + "y".repeat(1001) + "\""))
        .containsExactly("fits[0].nuisance.response: must have at most 1000 letters, but has 1001");
  }

  @Test
  void tooManyTasksAndProblemsAreCutShort() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    String ids = "[0,0,1],".repeat(10_000) + "[0,0,1]";
    assertThat(refusal(sample, "\"tasks\":[", "\"tasks\":[" + ids + ","))
        .containsExactly("fits: must be a list of 1 to 10000 tasks in all, but has 20012");
    assertThat(refusal(sample, "\"tasks\":[", "\"tasks\":[" + "[0,9,1],".repeat(100)))
        .hasSize(21)
        .last()
        .isEqualTo("and 180 more problems");
  }

  @Test
  void keysOutsideTheRunsFolderAreRefused() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN).putInto(store);
    assertThat(refusal(sample, "runs/test/results/", "runs/../data/results/"))
        .containsExactly("results: must be runs/NAME/results/, but was runs/../data/results/");
    assertThat(refusal(sample, sample.data().digest(), "../../etc/passwd"))
        .containsExactly("data: must be 64 hexadecimal digits, but was ../../etc/passwd");
  }

  @Test
  void aStoreThatMayAnswerLaterIsNoRefusal() {
    Sample sample = Sample.of(new LinearRegression(), DRAWN);
    ObjectStore busy = new BusyStore(true);
    assertThatThrownBy(() -> sample.answerOf(Sample.function(busy, 512)))
        .isInstanceOf(StoreException.class)
        .hasMessage("s3://busy failed: SlowDown (503)");
    assertThat(refusal(Sample.function(new BusyStore(false), 512), sample.batch().write()))
        .containsExactly("s3://busy failed: SlowDown (503)");
  }

  /** A store that never answers. */
  private record BusyStore(boolean mayPass) implements ObjectStore {

    private StoreException busy() {
      return new StoreException("s3://busy failed: SlowDown (503)", null, mayPass);
    }

    @Override
    public Optional<InputStream> open(String name) {
      throw busy();
    }

    @Override
    public boolean create(String name, Content content) {
      throw busy();
    }

    @Override
    public List<String> names(String prefix) {
      throw busy();
    }

    @Override
    public boolean has(String name) {
      throw busy();
    }

    @Override
    public String location(String name) {
      return name;
    }
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
