package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.ContainerSize;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.yaml.SpecNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the {@code backend} section of a spec. */
final class BackendReader {

  private static final int MOST_THREADS = 1024;
  private static final int MOST_CONCURRENCY = 100_000;
  private static final int MOST_VCPU = 16;
  private static final int MOST_MEGABYTES = 120 * 1024;
  private static final int MOST_CHILDREN = 10_000;
  private static final int MOST_OUTAGE_MINUTES = 24 * 60;
  static final String LOCAL = "local";
  static final String LAMBDA = "lambda";
  static final String BATCH = "batch";

  /** The keys of all clouds. */
  private static final List<String> CLOUD_KEYS =
      List.of(
          "bucket",
          "region",
          "concurrency",
          "batch",
          "prefer",
          "max_cost_usd",
          "max_outage_minutes",
          "prices");

  /** The types of backends, and which keys only some of them take. */
  private static final Map<String, List<String>> OWN_KEYS = new LinkedHashMap<>();

  static {
    OWN_KEYS.put(LOCAL, List.of("threads"));
    OWN_KEYS.put(LAMBDA, withCloudKeys("function"));
    OWN_KEYS.put(BATCH, withCloudKeys("queue", "job_definition", "vcpu", "memory_mb"));
  }

  private static List<String> withCloudKeys(String... own) {
    return Stream.concat(Stream.of(own), CLOUD_KEYS.stream()).toList();
  }

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final SpecNode backend;
  private final Path specFile;

  BackendReader(SpecNode spec, Path specFile) {
    this.backend = spec.object("backend");
    this.specFile = specFile;
  }

  BackendSpec read() {
    Map<String, String> types = new LinkedHashMap<>();
    OWN_KEYS.keySet().forEach(name -> types.put(name, name));
    String type = backend.choice("type", types, backend.has("type") ? "" : LOCAL);
    if (!type.isEmpty()) {
      foreignTo(type)
          .forEach((key, owner) -> backend.refuseIdle(key, "on " + type + ", only on " + owner));
    }
    Optional<String> run = run();
    BackendSpec read =
        switch (type) {
          case LAMBDA -> lambda(run);
          case BATCH -> batch(run);
          default -> new BackendSpec.Local(count("threads", MOST_THREADS), run);
        };
    if (!type.isEmpty()) {
      backend.refuseOtherKeys();
    }
    return read;
  }

  /** Takes from a section what belongs to another type of backend than the one it names. */
  static void keepOwn(ObjectNode section) {
    foreignTo(section.path("type").asText()).keySet().forEach(section::remove);
  }

  /** The keys that a type does not take, with the types that do. */
  private static Map<String, String> foreignTo(String type) {
    Map<String, String> foreign = new LinkedHashMap<>();
    OWN_KEYS.forEach(
        (owner, keys) ->
            keys.stream()
                .filter(key -> OWN_KEYS.containsKey(type) && !OWN_KEYS.get(type).contains(key))
                .forEach(key -> foreign.merge(key, owner, (one, two) -> one + " and " + two)));
    return foreign;
  }

  private Optional<String> run() {
    Optional<String> run = backend.text("run");
    run.filter(name -> !RUN.matcher(name).matches())
        .ifPresent(
            name ->
                backend.problem(
                    "run",
                    "must be up to 100 letters, digits, dots, hyphens and underscores, but was "
                        + name));
    return run;
  }

  private BackendSpec.Lambda lambda(Optional<String> run) {
    return new BackendSpec.Lambda(
        backend.text("function"),
        backend.text("bucket"),
        backend.text("region"),
        count("concurrency", MOST_CONCURRENCY),
        batching(),
        run,
        maxCost(),
        prices(),
        longestOutage());
  }

  private BackendSpec.Batch batch(Optional<String> run) {
    Optional<Integer> vcpu = backend.whole("vcpu", 1, MOST_VCPU).map(Long::intValue);
    Optional<Integer> memory = backend.whole("memory_mb", 1, MOST_MEGABYTES).map(Long::intValue);
    checkSize(vcpu, memory);
    return new BackendSpec.Batch(
        backend.text("queue"),
        backend.text("job_definition"),
        backend.text("bucket"),
        backend.text("region"),
        optional(vcpu),
        optional(memory),
        count("concurrency", MOST_CHILDREN),
        batching(),
        run,
        maxCost(),
        prices(),
        longestOutage());
  }

  private void checkSize(Optional<Integer> vcpu, Optional<Integer> memory) {
    List<Integer> numbers = ContainerSize.processors();
    if (vcpu.filter(number -> !numbers.contains(number)).isPresent()) {
      backend.problem("vcpu", "must be one of " + list(numbers) + ", but was " + vcpu.get());
      return;
    }
    List<Integer> sizes =
        ContainerSize.all().stream()
            .filter(size -> vcpu.isEmpty() || vcpu.get() == size.vcpu())
            .map(ContainerSize::memoryMegabytes)
            .distinct()
            .sorted()
            .toList();
    if (memory.filter(size -> !sizes.contains(size)).isPresent()) {
      backend.problem(
          "memory_mb",
          "must be one of "
              + list(sizes)
              + vcpu.map(number -> " with vcpu " + number).orElse("")
              + ", but was "
              + memory.get());
    }
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static OptionalInt optional(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private Optional<Usd> maxCost() {
    return backend
        .real("max_cost_usd", "an amount of more than 0 US dollars", value -> value > 0)
        .map(value -> new Usd(BigDecimal.valueOf(value)));
  }

  private Optional<Path> prices() {
    return backend.text("prices").map(name -> Spec.resolve(specFile, name));
  }

  private Duration longestOutage() {
    return backend
        .whole("max_outage_minutes", 0, MOST_OUTAGE_MINUTES)
        .map(Duration::ofMinutes)
        .orElse(BackendSpec.Cloud.USUAL_OUTAGE);
  }

  /** Only {@code auto} has a choice. */
  private Batching batching() {
    Batching batching = backend.choice("batch", Batching.byName(), Batching.Auto.DEFAULT);
    if (!(batching instanceof Batching.Auto)) {
      backend.refuseIdle("prefer", "with this batch, only with auto");
      return batching;
    }
    Map<String, Preference> preferences = new LinkedHashMap<>();
    for (Preference preference : Preference.values()) {
      preferences.put(preference.toString(), preference);
    }
    return new Batching.Auto(backend.choice("prefer", preferences, Preference.BALANCED));
  }

  private OptionalInt count(String key, int most) {
    Optional<Long> value = backend.whole(key, 1, most);
    return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
  }
}
