package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.simulation.DesignType;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grids, samples and rules: what a study plans. */
class StudyOfRulesTest extends StudySession {

  /** Some data sets need more repetitions than others, and threads move to those. */
  @Test
  void repetitionsStopWhenTheyAreEnoughWhateverTheNumberOfThreads() throws IOException {
    session.write(
        "until.yaml",
        """
        study: until
        base:
          model: plr
          learners: {ml_l: linear-regression, ml_m: linear-regression}
          repetitions: {until: 0.15, at_least: 4, at_most: 40}
        grid: {aggregation: [median, mean-spread]}
        simulate: {design: plr-ccddhnr2018, n: 60, p: 5, data_sets: 6}
        """);
    List<String> tables = new ArrayList<>();
    for (int threads : new int[] {1, 3, 16}) {
      Path own = directory.resolve("threads-" + threads);
      Session.run(
          "study",
          "run",
          session.path("until.yaml"),
          "--output",
          own.toString(),
          "--set",
          "backend.threads=" + threads);
      tables.add(Files.readString(own.resolve("results.csv")));
    }
    assertThat(tables.getFirst()).isEqualTo(tables.get(1)).isEqualTo(tables.get(2));
    List<String> rows = tables.getFirst().lines().toList();
    int column = List.of(rows.getFirst().split(",")).indexOf("repetitions");
    assertThat(rows.stream().skip(1).map(row -> row.split(",")[column]).distinct().count())
        .isGreaterThan(2);
  }

  @Test
  void aGridOfRulesSaysHowManyRepetitionsEachNeeded() throws IOException {
    session.write(
        "rules.yaml",
        """
        study: rules
        base: plr.yaml
        grid: {repetitions: {rule: {until: 0.5, at_least: 2, at_most: 8}, fixed: 3}}
        """);
    assertThat(study("run", session.path("rules.yaml")).exitCode()).isZero();
    List<String[]> rows = lines("results.csv").stream().map(row -> row.split(",")).toList();
    int used = List.of(rows.getFirst()).indexOf("repetitions.used");
    assertThat(rows.get(1)[1]).isEqualTo("rule");
    assertThat(rows.get(1)[used]).isIn("4", "8");
    assertThat(rows.get(2)[1]).isEqualTo("fixed");
    assertThat(rows.get(2)[used]).isEqualTo("3");
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> examples = Files.list(Path.of("../examples/studies"));
        Stream<Path> published = Files.list(Path.of("../case-study/coverage"))) {
      return Stream.concat(examples, published)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleCanBeRead(Path file) {
    assertThat(Study.read(file, List.of()).size()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void theStudiesOfTheGuideCanBeRead() throws IOException {
    Files.copy(Path.of("../examples/wages.yaml"), directory.resolve("wages.yaml"));
    String guide = Files.readString(Path.of("../docs/guide.md"));
    List<String> studies =
        Pattern.compile("^```yaml\\n(study: .*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(studies).hasSize(2);
    for (String text : studies) {
      Path file = Path.of(session.write("guide.yaml", text));
      assertThat(Study.read(file, List.of()).size()).isGreaterThan(2);
    }
    for (DesignType type : DesignType.all()) {
      assertThat(guide).contains("\n| `" + type.name() + "` | ");
    }
  }

  /** 10,000 estimations: a grid of 2,500 seeds and 4 pairs of learners is read at once. */
  @Test
  void aLargeGridIsPlanned() throws IOException {
    String seeds =
        IntStream.range(0, 2500).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    session.write(
        "large.yaml",
        """
        study: large
        base: plr.yaml
        grid:
          seed: [%s]
          learners.ml_l: [linear-regression, ridge]
          learners.ml_m: [linear-regression, ridge]
        """
            .formatted(seeds));
    Study study = Study.read(Path.of(session.path("large.yaml")), List.of());
    assertThat(study.size()).isEqualTo(10_000);
    assertThat(study.labels(9_999)).containsExactly("2499", "ridge", "ridge");
  }

  @Test
  void samplesByNameAreChosenTogether() throws IOException {
    session.write(
        "named.yaml",
        """
        study: named
        base: plr.yaml
        samples:
          both: {folds: 2, repetitions: 1}
          other: {folds: 3, repetitions: 1, learners.ml_l: ridge}
          base: {}
        """);
    assertThat(study("run", session.path("named.yaml")).exitCode()).isZero();
    assertThat(lines("results.csv"))
        .extracting(line -> line.replaceFirst(",plr.*", ""))
        .contains("1,both", "2,other", "3,base");
    session.write("named.yaml", "study: n\nbase: plr.yaml\nsamples: {a: 3}\n");
    assertThat(Session.run("study", "run", session.path("named.yaml")).err())
        .isEqualTo("dml: samples.a: must be a mapping of paths to values, but was 3\n");
  }

  @Test
  void samplesAreRowsOfAFile() throws IOException {
    session.write("specs.csv", "folds,learners.ml_l\n2,ridge\n3,\"{type: ridge, lambda: 0.1}\"\n");
    session.write(
        "samples.yaml", "study: s\nbase: plr.yaml\nsamples: specs.csv\ngrid: {seed: [1, 2]}\n");
    assertThat(study("run", session.path("samples.yaml")).exitCode()).isZero();
    assertThat(lines("results.csv"))
        .extracting(line -> line.replaceFirst(",plr.*", ""))
        .containsExactly(
            "estimation,seed,folds,learners.ml_l,model,score,kind,term,estimate,std.error,"
                + "statistic,p.value,conf.low,conf.high,coefficient,standard_error,t,p,lower,upper,"
                + "confidence_level,splitting_standard_deviation,aggregation,observations,"
                + "repetitions,warnings,data_digest,effect",
            "1,1,2,ridge",
            "2,1,3,\"{type: ridge, lambda: 0.1}\"",
            "3,2,2,ridge",
            "4,2,3,\"{type: ridge, lambda: 0.1}\"");
  }
}
