package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a spec or a data file holds, the command ends soon with 0, 1 or 2, says why in
 * sentences, and leaves either a whole output or none. {@code -Ddml.fuzz=2000} tries more.
 */
class FuzzTest {

  private static final int CASES = Integer.getInteger("dml.fuzz", 200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROWS = 40;
  private static final List<String> SPECS =
      List.of(
          "model: plr, learners: {ml_l: linear-regression, ml_m: linear-regression}",
          "model: irm, learners: {ml_g: linear-regression, ml_m: logistic-regression}",
          "model: plr, learners: {ml_l: {type: random-forest, trees: 3}, ml_m: {type:"
              + " gradient-boosting, rounds: 3}}",
          "model: plr, learners: {ml_l: {type: lasso, lambda: 0.1}, ml_m: linear-regression}");
  private static final List<String> DATA =
      List.of(
          "covariates: [x, x2, s]",
          "covariates: [x, x2], missing: drop",
          "missing: impute-indicator",
          "missing: native",
          "covariates: x, query: \"SELECT * FROM data WHERE x > -1\"");

  @TempDir private Path directory;
  private List<String> lines;

  @BeforeEach
  void writeFiles() throws IOException {
    Random random = new Random(11);
    lines = new ArrayList<>(List.of("y,d,z,x,x2,s"));
    List<String> folds = new ArrayList<>(List.of("r0"));
    for (int row = 0; row < ROWS; row++) {
      int z = random.nextInt(2);
      int d = random.nextInt(3) == 0 ? 1 - z : z;
      lines.add(
          String.format(
              Locale.ROOT,
              "%.3f,%d,%d,%.3f,%.3f,%s",
              d + random.nextGaussian(),
              d,
              z,
              random.nextGaussian(),
              random.nextGaussian(),
              random.nextBoolean() ? "north" : "south"));
      folds.add(Integer.toString(row % 3));
    }
    Files.write(directory.resolve("data.csv"), lines);
    Files.write(
        directory.resolve("text.csv"),
        lines.stream().map(line -> line.replace("north", "7")).toList());
    Files.write(
        directory.resolve("missing.csv"),
        lines.stream().map(line -> line.replaceFirst("0\\.1\\d+", "NA")).toList());
    Files.write(directory.resolve("folds.csv"), folds);
    Files.createFile(directory.resolve("empty.csv"));
  }

  @Test
  void anySpecIsAnsweredOrRefused() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int seed = 0; seed < CASES; seed++) {
      String spec = new RandomSpec(new Random(seed)).text();
      Path file = Files.writeString(directory.resolve("spec.yaml"), spec);
      judge(file).forEach(complaint -> wrong.add(complaint + "\n" + spec));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anyDataFileIsReadOrRefused() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      byte[] csv = new MutatedCsv(random, lines).bytes();
      Files.write(directory.resolve("mutated.csv"), csv);
      String spec =
          "{data: {file: mutated.csv, outcome: y, treatment: d, "
              + DATA.get(random.nextInt(DATA.size()))
              + "}, "
              + SPECS.get(random.nextInt(SPECS.size()))
              + ", folds: 2, repetitions: 1, backend: {threads: 1}}";
      Path file = Files.writeString(directory.resolve("spec.yaml"), spec);
      int number = seed;
      judge(file).forEach(complaint -> wrong.add(complaint + "\nfile " + number + ", " + spec));
    }
    assertThat(wrong).isEmpty();
  }

  /** What is wrong with what the command does. */
  private List<String> judge(Path spec) throws IOException {
    Path output = directory.resolve("result.json");
    Path predictions = directory.resolve("out.csv");
    Set<Path> before = files();
    long began = System.nanoTime();
    Session.Outcome outcome =
        Session.run(
            "estimate",
            spec.toString(),
            "-o",
            output.toString(),
            "--predictions",
            predictions.toString());
    long took = System.nanoTime() - began;
    String said = outcome.out() + outcome.err();
    List<String> complaints = new ArrayList<>();
    if (outcome.exitCode() < 0 || outcome.exitCode() > 2) {
      complaints.add("exit " + outcome.exitCode() + ": " + said);
    }
    if (said.contains("java.") || said.contains("\tat ") || said.contains("has a mistake")) {
      complaints.add("not for a person: " + said);
    }
    if (outcome.exitCode() != 0 && outcome.err().isBlank()) {
      complaints.add("exit " + outcome.exitCode() + " without a word");
    }
    if (took > PATIENCE.toNanos()) {
      complaints.add("took " + Duration.ofNanos(took));
    }
    if (outcome.exitCode() == 0) {
      before.addAll(List.of(output, predictions));
    }
    if (!files().equals(before)) {
      complaints.add("left " + files() + ": " + said);
    }
    Files.deleteIfExists(output);
    Files.deleteIfExists(predictions);
    return complaints;
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new TreeSet<>(files.toList());
    }
  }
}
