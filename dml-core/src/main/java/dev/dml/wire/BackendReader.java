package dev.dml.wire;

import dev.dml.task.Batching;
import dev.dml.usage.Usd;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads the {@code backend} section of a spec. */
final class BackendReader {

  private static final int MOST_THREADS = 1024;
  private static final int MOST_CONCURRENCY = 100_000;
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final SpecNode backend;
  private final Path specFile;

  BackendReader(SpecNode spec, Path specFile) {
    this.backend = spec.object("backend");
    this.specFile = specFile;
  }

  BackendSpec read() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("local", "local");
    types.put("lambda", "lambda");
    boolean lambda = backend.choice("type", types, "local").equals("lambda");
    // The keys of the other type may stay in a file when --set changes the type alone.
    OptionalInt threads = count("threads", MOST_THREADS);
    Optional<String> run = run();
    BackendSpec remote = lambda(run);
    backend.refuseOtherKeys();
    return lambda ? remote : new BackendSpec.Local(threads, run);
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
        backend.choice("batch", Batching.byName(), Batching.Auto.DEFAULT),
        run,
        backend
            .real("max_cost_usd", "an amount of more than 0 US dollars", value -> value > 0)
            .map(value -> new Usd(BigDecimal.valueOf(value))),
        backend.text("prices").map(name -> Spec.resolve(specFile, name)));
  }

  private OptionalInt count(String key, int most) {
    Optional<Long> value = backend.whole(key, 1, most);
    return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
  }
}
