package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that were damaged on purpose. */
class FuzzTest {

  private static final int PAYLOADS = 10_000;

  /** Thousands of times what any of them takes. */
  private static final int MOST_SECONDS = 60;

  private static final Pattern VALUE =
      Pattern.compile("\"[^\"]*\"|-?\\d+(\\.\\d+)?|\\[\\]|true|false");
  private static final Pattern ENTRY = Pattern.compile("\"[a-z_]+\":(\"[^\"]*\"|\\d+),");
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "[[[[]]]]",
          "true",
          "-1",
          "0",
          "1.5",
          "1e308",
          "-1e999",
          "9223372036854775807",
          "123456789012345678901234567890",
          "\"\"",
          "\"../../../../tmp/outside\"",
          "\"runs/../../outside/results/\"",
          "\"/tmp/outside\"",
          "\"/etc/passwd\"",
          "\"\\u0000\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"T(java.lang.Runtime).getRuntime().exec('touch outside')\"",
          "\"" + "x".repeat(5000) + "\"",
          "[".repeat(2000));

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
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] damaged = damaged(requests.get(i % requests.size()), random);
      kinds.merge(answer(thread, handler, damaged).getClass().getSimpleName(), 1, Integer::sum);
    }
    thread.shutdown();
    // Most damage is noticed; some, such as another seed, makes another valid request.
    assertThat(kinds).containsKeys("Refused", "Inline");
    assertThat(kinds.get("Refused")).isGreaterThan(PAYLOADS / 2);
    assertThat(files(folder)).containsAll(inputs);
    assertThat(files(folder))
        .filteredOn(file -> !inputs.contains(file))
        .isNotEmpty()
        .allMatch(file -> file.matches("runs/[^/]+/results/[0-9a-f]{64}\\.json"));
    assertThat(names(here)).isEqualTo(besideBefore);
    assertThat(outside()).isEqualTo(outsideBefore);
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

  private static List<String> requests(ObjectStore store) {
    Split drawn = new Split.Drawn(2, 42);
    Split given =
        new Split.Given(
            List.of(Partition.of(IntStream.range(0, 500).map(row -> row % 2).toArray())));
    return Stream.of(
            Sample.of(new LinearRegression(), drawn),
            Sample.of(RandomForest.DEFAULT.withTrees(2), drawn),
            Sample.of(new LinearRegression(), given))
        .map(sample -> sample.putInto(store).batch().write())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] damaged(String request, RandomGenerator random) {
    String text = request;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      text =
          switch (random.nextInt(6)) {
            case 0, 1 -> withAnotherValue(text, random);
            case 2 -> withoutAnEntry(text, random);
            case 3 -> text.substring(0, random.nextInt(text.length() + 1));
            case 4 -> withAPartTwice(text, random);
            default -> text;
          };
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(3) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static String withAnotherValue(String text, RandomGenerator random) {
    return replaced(text, VALUE, VALUES.get(random.nextInt(VALUES.size())), random);
  }

  private static String withoutAnEntry(String text, RandomGenerator random) {
    return replaced(text, ENTRY, "", random);
  }

  private static String replaced(String text, Pattern what, String by, RandomGenerator random) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private static String withAPartTwice(String text, RandomGenerator random) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(text.length() + 1 - from);
    return text.substring(0, to) + text.substring(from);
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
