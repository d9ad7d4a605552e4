package dev.dml.cli;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.Rows;
import dev.dml.doctor.Check;
import dev.dml.fetch.DownloadCache;
import dev.dml.fetch.PublicDataSet;
import dev.dml.file.DataFile;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What {@code dml doctor} looks at on this machine.
 *
 * @param environment the variables of the process
 * @param home the user's home directory
 */
record Examination(Map<String, String> environment, Path home) {

  private static final int JAVA = 25;
  private static final long GIGABYTE = 1L << 30;

  /** A learner that calls the native library of linear algebra. */
  private static final String NEEDS_OPENBLAS = "smile-mlp";

  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(cores());
    checks.add(memory());
    checks.add(learners());
    checks.add(openBlas());
    checks.add(duckDb());
    checks.add(cache());
    PublicDataSet.all().forEach(set -> checks.add(dataSet(set)));
    checks.add(dataDirectory());
    return checks;
  }

  private static Check java() {
    String found = Runtime.version() + ", " + System.getProperty("java.home");
    return Runtime.version().feature() >= JAVA
        ? Check.ok("Java", found)
        : Check.fail("Java", found, "install a JDK " + JAVA + " or set JAVA_HOME to one");
  }

  private static Check cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores > 1
        ? Check.ok("cores", Integer.toString(cores))
        : Check.warn("cores", "1", "with more cores, estimations take less time");
  }

  private static Check memory() {
    long most = Runtime.getRuntime().maxMemory();
    String found = Math.round(10.0 * most / GIGABYTE) / 10.0 + " GB for Java";
    return most >= GIGABYTE
        ? Check.ok("memory", found)
        : Check.warn("memory", found, "give Java more for large data: DML_JAVA_OPTS=-Xmx4g");
  }

  private static Check learners() {
    int count = LearnerTypes.installed().all().size();
    return count > 0
        ? Check.ok("learners", count + " (dml learners lists them)")
        : Check.fail("learners", "none", "build the program again: mvn package");
  }

  private static Check openBlas() {
    Optional<LearnerType<?>> type = LearnerTypes.installed().named(NEEDS_OPENBLAS);
    if (type.isEmpty()) {
      return Check.warn(
          "OpenBLAS",
          "not looked for",
          "Smile's learners are not installed; put dml-smile.jar on the class path to use them");
    }
    int rows = 20;
    Column x = Column.of("x", IntStream.range(0, rows).asDoubleStream().toArray());
    try {
      type.get()
          .create(Map.of())
          .fitPredict(
              new Fit(
                  Features.of(rows, List.of(x)),
                  x.toArray(),
                  Rows.all(rows),
                  Rows.of(0),
                  Target.MEAN,
                  1));
      return Check.ok("OpenBLAS", "loads");
    } catch (FitException e) {
      return Check.warn("OpenBLAS", "does not load", e.getMessage());
    }
  }

  private static Check duckDb() {
    try {
      Path file = Files.createTempFile("dml-doctor", ".csv");
      try {
        Files.writeString(file, "x\n1\n2\n");
        new DataFile(file, Optional.of("SELECT x FROM data")).read();
        return Check.ok("DuckDB", "loads; it reads Parquet and queries");
      } catch (InvalidInput e) {
        return Check.warn("DuckDB", "does not load", e.getMessage());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return Check.warn(
          "DuckDB",
          "could not be tried",
          "the temporary directory is closed: " + FileProblem.of(e));
    }
  }

  private Path cacheDirectory() {
    return DownloadCache.of(environment, home).directory();
  }

  private Check cache() {
    Path directory = cacheDirectory();
    Path existing = directory;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing)
        ? Check.ok("cache", directory.toString())
        : Check.warn(
            "cache",
            directory + " cannot be written",
            "set XDG_CACHE_HOME to a directory of your own before dml fetch");
  }

  private Check dataSet(PublicDataSet set) {
    Path file = cacheDirectory().resolve(set.name() + ".csv");
    return Files.isRegularFile(file)
        ? Check.ok(set.name() + " data", file.toString())
        : Check.warn(set.name() + " data", "not fetched", "dml fetch " + set.name());
  }

  private Check dataDirectory() {
    String directory = environment.getOrDefault("DML_DATA_DIR", "");
    if (directory.isBlank()) {
      return Check.ok("DML_DATA_DIR", "not set; dml fetch uses the network");
    }
    return Files.isDirectory(Path.of(directory))
        ? Check.ok("DML_DATA_DIR", directory)
        : Check.warn("DML_DATA_DIR", directory + " is no directory", "set it to one, or unset it");
  }
}
