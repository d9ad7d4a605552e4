package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.simulation.DesignType;
import dev.dml.wire.Digests;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudyCommandTest {

  @TempDir private Path directory;
  private Session session;

  @BeforeEach
  void writeDataAndStudies() throws IOException {
    session = Session.in(directory);
    session.write(
        "grid.yaml",
        """
        study: grid
        base: plr.yaml
        grid:
          learners.ml_l: [linear-regression, {type: ridge, lambda: 0.1}]
          learners.ml_m: {ols: linear-regression, ridge: {type: ridge, lambda: 0.1}}
        """);
    session.write(
        "coverage.yaml",
        """
        study: coverage
        base: {model: plr, learners: {ml_l: linear-regression, ml_m: linear-regression}, repetitions: 1}
        grid: {score: [partialling-out, iv-type]}
        exclude: [{score: iv-type}]
        simulate: {design: plr-ccddhnr2018, n: 100, p: 3, data_sets: 40}
        """);
  }

  private Session.Outcome study(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "study";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--output";
    all[args.length + 2] = folder().toString();
    return Session.run(all);
  }

  private Path folder() {
    return directory.resolve("out");
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder().resolve(name));
  }

  /**
   * 2 x 2 learners for 2 nuisances: 4 estimations of 2 x 3 x 2 fits, of which half are distinct.
   */
  @Test
  void aGridIsOnePoolOfTasks() throws IOException {
    Session.Outcome run = study("run", session.path("grid.yaml"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "4 of 4 estimations are done, 0 of them failed; 24 fits, and 24 more were shared\n"
                + folder().resolve("results.csv")
                + "\n"
                + folder().resolve("report.html")
                + "\n");
    assertThat(lines("results.csv"))
        .hasSize(5)
        .first()
        .asString()
        .startsWith(
            "estimation,learners.ml_l,learners.ml_m,model,score,kind,term,estimate,std.error,");
    assertThat(lines("results.csv").get(4))
        .startsWith("4,\"{\"\"type\"\":\"\"ridge\"\",\"\"lambda\"\":0.1}\",ridge,plr,");
  }

  /** The digits of each estimation are those that it has alone. */
  @Test
  void sharingChangesNoDigit() throws IOException {
    study("run", session.path("grid.yaml"));
    Session.Outcome alone =
        Session.run(
            "estimate",
            session.path("plr.yaml"),
            "--set",
            "learners.ml_m={type: ridge, lambda: 0.1}",
            "--format",
            "csv");
    String coefficient = alone.out().lines().toList().get(1).split(",")[3];
    assertThat(lines("results.csv").get(2)).contains("," + coefficient + ",");
  }

  @Test
  void coverageIsCounted() throws IOException {
    assertThat(study("run", session.path("coverage.yaml")).exitCode()).isZero();
    List<String> coverage = lines("coverage.csv");
    assertThat(coverage.getFirst())
        .isEqualTo(
            "score,term,effect,data_sets,failed,mean_estimate,bias,bias_monte_carlo_error,"
                + "root_mean_square_error,mean_absolute_error,standard_deviation,"
                + "mean_standard_error,confidence_level,coverage,coverage_monte_carlo_error,"
                + "mean_length,coverage_90,coverage_90_monte_carlo_error,mean_length_90");
    assertThat(coverage).hasSize(2);
    String[] cells = coverage.get(1).split(",");
    assertThat(cells[3]).isEqualTo("40");
    List<String[]> results =
        lines("results.csv").stream().skip(1).map(line -> line.split(",")).toList();
    long covered =
        results.stream()
            .filter(row -> Double.parseDouble(row[10]) <= 0.5 && 0.5 <= Double.parseDouble(row[11]))
            .count();
    assertThat(Double.parseDouble(cells[13])).isEqualTo(covered / 40.0);
  }

  /** 1 of the 3 covariate sets names a column that is not there. */
  @Test
  void whatFailsIsListedAndEndsNothing() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {data.covariates: {x: [x], none: [], wrong: [z]}}\n");
    Session.Outcome run = study("run", session.path("wrong.yaml"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("3 of 3 estimations are done, 1 of them failed;");
    assertThat(lines("results.csv")).hasSize(3);
    assertThat(lines("failures.csv"))
        .containsExactly(
            "estimation,data.covariates,reason",
            "3,wrong,\"data.covariates: no column is named z; there are: y, d, x\"");
  }

  @Test
  void aFolderIsOfOneStudy() {
    study("run", session.path("grid.yaml"));
    Session.Outcome again = study("run", session.path("grid.yaml"));
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err())
        .isEqualTo(
            "dml: "
                + folder()
                + " holds this study already; go on with it by dml study resume, or name another"
                + " folder by --output\n");
    assertThat(study("resume", session.path("coverage.yaml")).err())
        .isEqualTo(
            "dml: "
                + folder()
                + " is the folder of another study, or another version of the program or of the"
                + " study file began it; name another folder by --output\n");
    assertThat(study("resume", session.path("grid.yaml")).exitCode()).isZero();
  }

  @Test
  void aDataFileThatChangedIsRefusedAndNothingIsLost() throws IOException {
    study("run", session.path("grid.yaml"));
    byte[] results = Files.readAllBytes(folder().resolve("results.csv"));
    Path data = directory.resolve("data.csv");
    String before = Files.readString(data);
    Files.writeString(data, before.replaceFirst("\n[^\n]*\n$", "\n"));
    Session.Outcome changed = study("resume", session.path("grid.yaml"));
    assertThat(changed.exitCode()).isEqualTo(2);
    assertThat(changed.err())
        .isEqualTo(
            "dml: data.csv was changed since the study was begun, and what is over was estimated"
                + " with it; put it back as it was, or begin anew in another folder by --output\n");
    Files.delete(data);
    assertThat(study("resume", session.path("grid.yaml")).err())
        .startsWith("dml: data.csv is not there any more since the study was begun, and");
    assertThat(study("status", session.path("grid.yaml")).out()).startsWith("grid: done, 4 of 4");
    Files.writeString(data, before);
    assertThat(study("resume", session.path("grid.yaml")).out())
        .startsWith("4 of 4 estimations are done, 0 of them failed; 24 fits,");
    assertThat(folder().resolve("results.csv")).hasBinaryContent(results);
  }

  /** What failed for want of a file can be run again when it is there. */
  @Test
  void aFileThatWasMissingMayCome() throws IOException {
    session.write(
        "late.yaml",
        "study: late\nbase: plr.yaml\ngrid: {data.file: {now: data.csv, later: later.csv}}\n");
    assertThat(study("run", session.path("late.yaml")).out())
        .startsWith("2 of 2 estimations are done, 1 of them failed;");
    Files.copy(directory.resolve("data.csv"), directory.resolve("later.csv"));
    assertThat(study("resume", session.path("late.yaml"), "--failed").out())
        .startsWith("2 of 2 estimations are done, 0 of them failed;");
    Files.writeString(directory.resolve("later.csv"), "y,d,x\n1,2,3\n");
    assertThat(study("resume", session.path("late.yaml")).err())
        .startsWith("dml: later.csv was changed since the study was begun");
  }

  @Test
  void everythingWrongWithAStudyIsSaidTogether() throws IOException {
    session.write(
        "wrong.yaml",
        """
        study: a b
        base: plr.yaml
        grid: {learners.ml_l: [], folds: 3, repetitions: [1, 1]}
        exclude: [{learner: lasso}]
        budget_usd: -1
        grids: 3
        """);
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .containsExactly(
            "dml: study: must be up to 100 letters, digits, dots, hyphens and underscores, but was"
                + " a b",
            "dml: budget_usd: must be an amount of more than 0 US dollars, but was -1",
            "dml: grid.learners.ml_l: must have at least one value, but was []",
            "dml: grid.folds: must be a list of values or a mapping of names to values, but was 3",
            "dml: grid.repetitions: 1 is there twice",
            "dml: grids: is not a key here; did you mean grid? legal: study, base, grid, exclude,"
                + " samples, simulate, backend, budget_usd, define");
  }

  @Test
  void aPointWhoseSpecIsWrongIsNamed() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {folds: [2, 1], learnrs.ml_l: [lasso, ridge]}\n");
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line)
                    .startsWith("dml: learnrs: is not a key here; did you mean learners?"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "dml: folds: must be a whole number of at least 2, but was 1 (at 2 of 4"
                            + " points, first with folds=1, learnrs.ml_l=lasso)"));
    assertThat(folder()).doesNotExist();
  }

  @Test
  void excludeMustMatchAndLeaveSomething() throws IOException {
    session.write(
        "wrong.yaml",
        "study: w\nbase: plr.yaml\ngrid: {folds: [2, 3]}\nexclude: [{folds: 4}, {fold: 2}]\n");
    assertThat(study("run", session.path("wrong.yaml")).err().lines())
        .containsExactly(
            "dml: exclude.1.folds: must be one of 2, 3, but was 4",
            "dml: exclude.2: fold is no variable of the grid; did you mean folds? there are:"
                + " folds");
    session.write(
        "wrong.yaml",
        "study: w\nbase: plr.yaml\ngrid: {folds: [2, 3]}\nexclude: [{folds: 2}, {folds: 3}]\n");
    assertThat(study("run", session.path("wrong.yaml")).err())
        .isEqualTo("dml: exclude: leaves none of the 2 points of the grid\n");
  }

  @Test
  void aDryRunCountsAndShowsAndWritesNothing() {
    Session.Outcome run = study("run", session.path("grid.yaml"), "--dry-run");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("grid: 4 estimations\n48 fits, of which 24 differ\nabout ")
        .contains("\nestimation 1: linear-regression, ols\n{\n")
        .contains("\nestimation 3: {\"type\":\"ridge\",\"lambda\":0.1}, ols\n{\n")
        .doesNotContain("estimation 4");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void statusGroupsByAVariable() {
    study("run", session.path("grid.yaml"));
    Session.Outcome status = study("status", session.path("grid.yaml"), "--by", "learners.ml_m");
    assertThat(status.out())
        .startsWith("grid: done, 4 of 4 estimations done, 0 of them failed; 24 fits, and 24 more")
        .containsPattern("\nols +2 +2 +0 +")
        .containsPattern("\nridge +2 +2 +0 +");
    assertThat(study("status", session.path("grid.yaml"), "--by", "learners.ml_g").err())
        .isEqualTo(
            "dml: --by: learners.ml_g is no variable of the study; did you mean learners.ml_l?"
                + " there are: learners.ml_l, learners.ml_m\n");
  }

  @Test
  void aReportIsOnePageWithTheSpecificationCurve() throws IOException {
    study("run", session.path("grid.yaml"));
    String atTheEnd = Files.readString(folder().resolve("report.html"));
    assertThat(study("report", session.path("grid.yaml")).out())
        .isEqualTo(folder().resolve("report.html") + "\n" + folder().resolve("curve.svg") + "\n");
    assertThat(folder().resolve("report.html")).hasContent(atTheEnd);
    assertThat(atTheEnd)
        .contains("4 of 4 estimations are done, 0 of them failed; 24 fits, 24 more shared.")
        .contains("<h2>Effect of d</h2>")
        .contains("<caption>By what was chosen</caption>")
        .contains("data.csv, SHA-256 " + Digests.of(directory.resolve("data.csv")))
        .doesNotContain("What failed", "http:", "https:", "<script", "src=");
    assertThat(lines("curve.svg"))
        .first()
        .asString()
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    // A dot for each of 4 estimates, and one for the choice of each of 2 variables.
    assertThat(lines("curve.svg")).filteredOn(line -> line.startsWith("<circle")).hasSize(12);
    assertThat(atTheEnd.lines().filter(line -> line.startsWith("<circle"))).hasSize(12);
  }

  @Test
  void aReportOfSimulationsHasTheCoverage() throws IOException {
    study("run", session.path("coverage.yaml"));
    String page = Files.readString(folder().resolve("report.html"));
    String coverage = lines("coverage.csv").get(1).split(",")[13];
    assertThat(page)
        .contains("<h2>Coverage</h2>", "Data are drawn: plr-ccddhnr2018, {n=100.0, p=3.0")
        .contains(
            "<td class=\"n\">" + String.format(Locale.ROOT, "%.3f", Double.valueOf(coverage)));
  }

  @Test
  void aReportSaysWhatFailedAndWhy() throws IOException {
    session.write(
        "wrong.yaml",
        "study: wrong\nbase: plr.yaml\ngrid: {data.covariates: {x: [x], wrong: [\"<z>\"]}}\n");
    study("run", session.path("wrong.yaml"));
    assertThat(Files.readString(folder().resolve("report.html")))
        .contains("<caption>Failed estimations</caption>")
        .contains("data.covariates: no column is named &lt;z&gt;; there are: y, d, x")
        .doesNotContain("<z>");
  }

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

  /** A process that is killed at any moment loses nothing that it had found. */
  @Test
  void aStudyThatIsKilledFiveTimesGivesTheSameBytes() throws IOException, InterruptedException {
    session.write(
        "slow.yaml",
        """
        study: slow
        base:
          model: plr
          learners: {ml_l: {type: random-forest, trees: 40}, ml_m: lasso}
          repetitions: 2
        grid: {aggregation: [median, mean-spread]}
        simulate: {design: plr-ccddhnr2018, n: 200, p: 5, data_sets: 30}
        backend: {threads: 2}
        """);
    SplittableRandom random = new SplittableRandom(9);
    Path outcomes = folder().resolve("estimations.journal");
    for (int kill = 0; kill < 5; kill++) {
      Process process = start(kill == 0 ? "run" : "resume", session.path("slow.yaml"));
      // Of 60 records of 500 bytes or so.
      long moment = size(outcomes) + 1 + random.nextInt(3000);
      while (size(outcomes) < moment) {
        assertThat(process.waitFor(5, TimeUnit.MILLISECONDS)).isFalse();
      }
      process.destroyForcibly().waitFor();
    }
    Session.Outcome resumed = study("resume", session.path("slow.yaml"));
    assertThat(resumed.out()).startsWith("60 of 60 estimations are done, 0 of them failed;");
    // 30 data sets x 2 repetitions x 2 nuisances x 5 folds, which both points share; what a killed
    // process computed for an estimation that it did not end is found, not computed again.
    List<Long> fits =
        Pattern.compile("([0-9,]+) (?:fits|more)")
            .matcher(resumed.out())
            .results()
            .map(found -> Long.valueOf(found.group(1).replace(",", "")))
            .toList();
    assertThat(fits.getFirst()).isLessThanOrEqualTo(600);
    assertThat(fits.getFirst() + fits.getLast()).isEqualTo(1200);
    byte[] killed = Files.readAllBytes(folder().resolve("results.csv"));
    String whole = directory.resolve("whole").toString();
    Session.run("study", "run", session.path("slow.yaml"), "--output", whole, "--quiet");
    assertThat(Path.of(whole, "results.csv")).hasBinaryContent(killed);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private Process start(String verb, String study) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.dml.cli.Main",
            "study",
            verb,
            study,
            "--output",
            folder().toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
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
        """);
    assertThat(study("run", session.path("named.yaml")).exitCode()).isZero();
    assertThat(lines("results.csv"))
        .extracting(line -> line.replaceFirst(",plr.*", ""))
        .contains("1,both", "2,other");
    session.write("named.yaml", "study: n\nbase: plr.yaml\nsamples: {a: 3}\n");
    assertThat(Session.run("study", "run", session.path("named.yaml")).err())
        .isEqualTo("dml: samples.a: must be a mapping of paths to values, but was 3\n");
  }

  @Test
  void aStudyOnJobsIsRefusedWithTheWayOut() throws IOException {
    session.write("jobs.yaml", "study: jobs\nbase: plr.yaml\nbackend: {type: batch}\n");
    Session.Outcome outcome = study("run", session.path("jobs.yaml"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: backend.type: a study runs on local or lambda, but was batch; set one of them, or"
                + " run its specs on batch with dml batch\n");
    assertThat(folder()).doesNotExist();
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
