package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.dml.Damage;
import dev.dml.WholeEstimation;
import dev.dml.data.CausalData;
import dev.dml.data.Drawing;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.random.Seed;
import dev.dml.simulation.DesignType;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.wire.Json;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that were damaged on purpose. */
class FuzzTest {

  private static final int PAYLOADS = 10_000;
  private static final int MOST_INLINE = 5_000_000;

  /** As many kinds of tasks in a batch: those of a panel differ by their numbers alone. */
  private static final int MOST_KINDS = 4;

  /** Thousands of times what any of them takes. */
  private static final int MOST_SECONDS = 60;

  @TempDir private Path directory;

  @Test
  void everyDamagedRequestIsRefusedOrAnsweredAndNothingIsWrittenElsewhere() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    List<String> besideBefore = names(here);
    List<String> outsideBefore = outside();
    // So deep that what climbs out of the store by the payloads' dots is still in the directory.
    Path folder = directory.resolve("1/2/3/4/5/6/7/8/store");
    ObjectStore store = new FolderStore(folder);
    List<String> requests = requests(store);
    List<String> inputs = files(folder);
    NuisanceHandler handler = new NuisanceHandler(store);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261124);
    Map<String, Integer> kinds = new TreeMap<>();
    // One that hangs is not waited for at the end either.
    ExecutorService thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    for (String sound : requests) {
      assertThat(answer(thread, handler, sound.getBytes(StandardCharsets.UTF_8)))
          .isNotInstanceOf(BatchAnswer.Refused.class);
    }
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] damaged = Damage.of(requests.get(i % requests.size()), random);
      BatchAnswer answer = answer(thread, handler, damaged);
      kinds.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
      if (answer instanceof BatchAnswer.Refused refused) {
        assertThat(refused.problems()).isNotEmpty().allSatisfy(FuzzTest::isASentence);
      }
    }
    thread.shutdown();
    // Most damage is noticed; some, such as another seed, makes another valid request.
    assertThat(kinds).containsKeys("Refused", "Inline");
    assertThat(kinds.get("Refused")).isGreaterThan(PAYLOADS / 2);
    assertThat(files(folder)).containsAll(inputs);
    assertThat(files(folder))
        .filteredOn(file -> !inputs.contains(file))
        .isNotEmpty()
        .allMatch(file -> file.matches("runs/[^/]+/results/[0-9a-f]{64}\\.json"))
        .allSatisfy(file -> Json.unsealed(Files.readAllBytes(folder.resolve(file)))); // whole
    assertThat(names(here)).isEqualTo(besideBefore);
    assertThat(outside()).isEqualTo(outsideBefore);
  }

  /** Nothing of the program shows through: no class of Java, no trace of a stack. */
  private static void isASentence(String text) {
    assertThat(text).isNotBlank().doesNotContain("Exception", "dev.dml.", "\n\tat ");
  }

  /** A hang is a failure that names what made it, and not a build that never ends. */
  private static BatchAnswer answer(ExecutorService thread, NuisanceHandler handler, byte[] request)
      throws InterruptedException {
    Future<byte[]> answer =
        thread.submit(
            () -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              handler.handleRequest(new ByteArrayInputStream(request), out, plentyOfTime());
              return out.toByteArray();
            });
    try {
      return BatchAnswer.read(answer.get(MOST_SECONDS, TimeUnit.SECONDS), Map.of());
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new AssertionError(new String(request, StandardCharsets.UTF_8), e);
    }
  }

  /** The handler asks for nothing but the time that is left. */
  private static Context plentyOfTime() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> 900_000);
  }

  /** What the payloads would make where their absolute paths point. */
  private static List<String> outside() throws IOException {
    return names(Path.of(System.getProperty("java.io.tmpdir"))).stream()
        .filter(name -> name.startsWith("outside"))
        .toList();
  }

  /** All that a client sends: tasks of every kind, given and drawn partitions, drawn data. */
  private static List<String> requests(ObjectStore store) {
    Split drawn = new Split.Drawn(2, 42);
    Split given =
        new Split.Given(
            List.of(Partition.of(IntStream.range(0, 500).map(row -> row % 2).toArray())));
    List<Sample> samples = new ArrayList<>();
    samples.add(Sample.of(new LinearRegression(), given));
    samples.add(Sample.of(RandomForest.DEFAULT.withTrees(2), drawn));
    samples.add(Sample.of(new LinearRegression(), drawn, 0));
    samples.add(Sample.of(drawnData(), new LinearRegression(), drawn, MOST_INLINE));
    for (WholeEstimation each : WholeEstimation.values()) {
      each.estimate(new Recorder(samples));
    }
    return samples.stream()
        .map(sample -> sample.putInto(store).batch().write())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  /** Data of which the store has the design and the seed instead of values. */
  private static CausalData drawnData() {
    Map<String, Double> values = Map.of("n", 60.0, "p", 3.0);
    return DesignType.named("plr-ccddhnr2018")
        .orElseThrow()
        .create(values)
        .draw(new Seed(7))
        .drawnBy(new Drawing("plr-ccddhnr2018", values, 7));
  }

  /** Runs tasks here, and keeps of each wave a batch with one of every kind. */
  private record Recorder(Backend inner, List<Sample> samples) implements ForwardingBackend {

    Recorder(List<Sample> samples) {
      this(LocalBackend.allCores(), samples);
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      inner.run(data, tasks, sink);
      Map<TaskId.Kind, NuisanceTask> kinds = new LinkedHashMap<>();
      tasks.forEach(task -> kinds.putIfAbsent(task.id().kind(), task));
      if (!kinds.isEmpty()) {
        Inputs inputs = Inputs.of(data, tasks.getFirst().split());
        List<NuisanceTask> some = kinds.values().stream().limit(MOST_KINDS).toList();
        samples.add(
            new Sample(data, new TaskBatch(inputs, "runs/test/results/", MOST_INLINE, some)));
      }
    }
  }

  /** All files of the temporary directory, as seen from the store. */
  private List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
