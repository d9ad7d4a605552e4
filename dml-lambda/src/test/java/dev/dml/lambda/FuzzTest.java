package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.LinearRegression;
import dev.dml.learner.RandomForest;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.TimeLimit;
import dev.dml.wire.BatchAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
          "\"/etc/passwd\"",
          "\"\\u0000\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"T(java.lang.Runtime).getRuntime().exec('touch outside')\"",
          "\"" + "x".repeat(5000) + "\"",
          "[".repeat(2000));

  @TempDir private Path directory;

  @Test
  void everyDamagedRequestIsRefusedOrAnsweredAndNothingIsWrittenElsewhere() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    List<String> besideBefore = names(here);
    ObjectStore store = new FolderStore(directory.resolve("store"));
    List<String> requests = requests(store);
    NuisanceFunction function = Sample.function(store, 512);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261124);
    Map<String, Integer> kinds = new TreeMap<>();
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] damaged = damaged(requests.get(i % requests.size()), random);
      BatchAnswer answer = function.answer(damaged, TimeLimit.none());
      assertThat(BatchAnswer.read(answer.write(), Map.of())).hasSameClassAs(answer);
      kinds.merge(answer.getClass().getSimpleName(), 1, Integer::sum);
    }
    // Most damage is noticed; some, such as another seed, makes another valid request.
    assertThat(kinds).containsKeys("Refused", "Inline");
    assertThat(kinds.get("Refused")).isGreaterThan(PAYLOADS / 2);
    assertThat(names(directory)).containsExactly("store");
    assertThat(names(directory.resolve("store"))).containsExactly("data", "partitions", "runs");
    try (Stream<Path> files = Files.walk(directory.resolve("store/runs"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.toString().matches(".*/runs/[^/]+/results/[0-9a-f]{64}\\.json"));
    }
    assertThat(names(here)).isEqualTo(besideBefore);
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

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
