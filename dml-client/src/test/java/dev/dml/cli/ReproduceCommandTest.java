package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproduceCommandTest {

  private static final String REPRODUCED =
      "all \\d+ numbers of \\S+result.json are reproduced exactly\n";
  private static final String BEGIN = "data: {file: data.csv, outcome: y, treatment: d, ";

  @TempDir private Path directory;
  private Session session;

  /** 80 rows with a 0/1 treatment and instrument, a covariate with gaps, and a text. */
  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(11);
    StringBuilder csv = new StringBuilder("id,y,d,z,x,gaps,place\n");
    for (int row = 0; row < 80; row++) {
      double x = random.nextGaussian();
      int z = random.nextInt(2);
      int d = random.nextGaussian() + z + 0.3 * x > 0.5 ? 1 : 0;
      csv.append(row + 1).append(',').append(d + x + random.nextGaussian());
      csv.append(',').append(d).append(',').append(z).append(',').append(x).append(',');
      csv.append(row % 10 == 3 ? "" : row % 7).append(',').append(row % 3 == 0 ? "north" : "south");
      csv.append('\n');
    }
    Files.writeString(directory.resolve("data.csv"), csv);
    session = new Session(directory);
  }

  private String estimate(String spec, String... options) throws IOException {
    String result = session.path("result.json");
    List<String> arguments =
        new ArrayList<>(List.of("estimate", session.write("spec.yaml", spec), "--format", "json"));
    arguments.addAll(List.of("--output", result, "--quiet"));
    arguments.addAll(List.of(options));
    Session.Outcome outcome = Session.run(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return result;
  }

  private static void reproduced(Session.Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).matches(REPRODUCED);
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "covariates: x}\nmodel: plr\nscore: iv-type\nlearners: {ml_l: lasso, ml_m: random-forest,"
            + " ml_g: ridge}",
        "covariates: x, instruments: z}\nmodel: pliv\nlearners: {ml_l: lasso, ml_m:"
            + " logistic-regression, ml_r: gradient-boosting}",
        "covariates: x}\nmodel: irm\nscore: atte\nlearners: {ml_g: linear-regression, ml_g1: {type:"
            + " elastic-net, mixing: 0.3}, ml_m: {type: logistic-regression, l2: 0.5}}\n"
            + "propensity: {clip: 0.05, normalize: true}",
        "covariates: x, instruments: z}\nmodel: iivm\nlearners: {ml_g: linear-regression, ml_m:"
            + " logistic-regression, ml_r: logistic-regression}\naggregation: mean-spread\n"
            + "confidence_level: 0.9",
        // Covariates by default: x, gaps and place, but not id, which numbers the rows.
        "instruments: z, missing: drop}\nmodel: pliv\nlearners: {ml_l: ridge, ml_m: ridge, ml_r:"
            + " ridge}\nseed: -7",
        "covariates: [gaps, place], missing: impute-indicator}\nmodel: plr\nlearners: {ml_l: ridge,"
            + " ml_m: ridge}",
        "covariates: x, query: SELECT * FROM data WHERE x < 1 ORDER BY id}\nmodel: plr\n"
            + "learners: {ml_l: ridge, ml_m: ridge}"
      })
  void aResultOfAnyModelIsReproduced(String rest) throws IOException {
    String result = estimate(BEGIN + rest + "\nfolds: 3\nrepetitions: 2\n");
    reproduced(Session.run("reproduce", result, "--quiet", "--set", "backend.threads=2"));
  }

  @Test
  void aResultOfGivenFoldsAndPredictionsIsReproduced() throws IOException {
    String learners = "learners: {ml_l: ridge, ml_m: ridge}\n";
    StringBuilder folds = new StringBuilder("a,b\n");
    for (int row = 0; row < 80; row++) {
      folds.append(row % 4).append(',').append(row / 20).append('\n');
    }
    session.write("folds.csv", folds.toString());
    String spec = BEGIN + "covariates: x}\nmodel: plr\npartitions: folds.csv\n";
    reproduced(
        Session.run(
            "reproduce",
            estimate(spec + learners, "--predictions", session.path("predictions.csv")),
            "--quiet"));
    String given = estimate(spec + "predictions: predictions.csv\n");
    reproduced(Session.run("reproduce", given, "--quiet"));
    String moved = session.path("moved.csv");
    Files.move(directory.resolve("folds.csv"), Path.of(moved));
    assertThat(Session.run("reproduce", given, "--quiet").err())
        .matches(
            "dml: partitions: there is no file \\S+folds.csv; the SHA-256 of the one that was read"
                + " is [0-9a-f]{64}; --partitions says where it is now\n");
    reproduced(
        Session.run(
            "reproduce",
            given,
            "--quiet",
            "--partitions",
            moved,
            "--predictions",
            session.path("predictions.csv")));
    session.write("folds.csv", folds.toString().replaceFirst("0,0", "1,0"));
    Session.Outcome outcome = Session.run("reproduce", given, "--quiet");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .matches(
            "dml: partitions: \\S+folds.csv is not the file that was read: its SHA-256 is"
                + " [0-9a-f]{64}, but was [0-9a-f]{64}\n");
  }

  private String ridge() throws IOException {
    return estimate(
        BEGIN
            + "covariates: x}\nmodel: plr\nlearners: {ml_l: ridge, ml_m: ridge}\nrepetitions: 2\n");
  }

  @Test
  void otherNumbersAreNamedWithBothValues() throws IOException {
    Path result = Path.of(ridge());
    String text = Files.readString(result);
    Files.writeString(result, text.replaceFirst("\"seed\" : 42", "\"seed\" : 43"));
    Session.Outcome outcome = Session.run("reproduce", result.toString(), "--quiet");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .matches("1 of the values of \\S+result.json, which has \\d+ numbers, differs:\n.*\n")
        .endsWith("\n  seed: was 43, is 42\n");
  }

  @Test
  void aResultOfAnotherVersionSaysSo() throws IOException {
    Path result = Path.of(ridge());
    String version = Version.current().number();
    Files.writeString(result, Files.readString(result).replace("\"" + version + "\"", "\"0.0.9\""));
    Session.Outcome outcome = Session.run("reproduce", result.toString(), "--quiet");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            "dml: "
                + result
                + " is of version 0.0.9, whose numbers this version, "
                + version
                + ", need not have\n");
  }

  @Test
  void dataThatHaveChangedAreRefusedWithBothDigests() throws IOException {
    String result = ridge();
    Path data = directory.resolve("data.csv");
    Files.writeString(data, Files.readString(data).replaceFirst("\n1,[^,]*,", "\n1,7.5,"));
    Session.Outcome outcome = Session.run("reproduce", result, "--quiet");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .matches(
            "dml: data.file: \\S+data.csv is not the file that was read: its SHA-256 is"
                + " [0-9a-f]{64}, but was [0-9a-f]{64}\n"
                + "dml: the data are not those of \\S+result.json: their SHA-256 is [0-9a-f]{64},"
                + " but was [0-9a-f]{64}\n");
  }

  @Test
  void anotherFileWithTheSameDataWillDo() throws IOException {
    String result = ridge();
    Path data = directory.resolve("data.csv");
    String other = session.write("other.csv", Files.readString(data) + "\n");
    Files.delete(data);
    Session.Outcome missing = Session.run("reproduce", result, "--quiet");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .matches(
            "dml: data.file: there is no file \\S+data.csv; the SHA-256 of the one that was read is"
                + " [0-9a-f]{64}; --data says where it is now\n");
    Session.Outcome outcome = Session.run("reproduce", result, "--quiet", "--data", other);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).endsWith("; the data taken from it are the same\n");
  }

  @Test
  void aFileThatTheSpecDoesNotNameIsRefused() throws IOException {
    String result = ridge();
    assertThat(Session.run("reproduce", result, "--predictions", "other.csv").err())
        .isEqualTo("dml: --predictions other.csv: the spec in " + result + " names no such file\n");
  }

  @Test
  void aResultMayLieElsewhereThanItsSpec() throws IOException {
    String result = ridge();
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("result.json");
    Files.move(Path.of(result), elsewhere);
    reproduced(Session.run("reproduce", elsewhere.toString(), "--quiet"));
  }

  @Test
  void onlyTheBackendMayChange() throws IOException {
    Session.Outcome outcome = Session.run("reproduce", ridge(), "--set", "seed=1");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "dml: --set seed=1: a result is reproduced as it was; only backend may change\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "{\"schema\": 1}", "y,d\n1,2\n"})
  void whatIsNoResultIsRefused(String text) throws IOException {
    String file = session.write("result.json", text);
    Session.Outcome outcome = Session.run("reproduce", file);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("dml: " + file + " is no result; --format json writes one\n");
  }

  @Test
  void aResultWithoutASpecIsRefused() throws IOException {
    String file = session.write("result.json", "{\"schema\": 1, \"estimates\": []}");
    assertThat(Session.run("reproduce", file).err())
        .isEqualTo(
            "dml: "
                + file
                + " has no spec inside, so that it cannot be run again: a program made it without"
                + " one, or an early version, unknown\n");
  }
}
