package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.file.OutputFile;
import dev.dml.file.PredictionsFile;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateCommandTest extends EstimateSession {

  @Test
  void theResultGoesToStandardOutputAndNothingElseDoes() {
    Session.Outcome outcome = Session.run("estimate", session.path("plr.yaml"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith(
            """
            Double machine learning: plr, partialling-out
            60 observations, 3 folds, 2 repetitions (median-spread), seed 42
            """);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void threeMistakesAreThreeMessagesAndNothingIsWritten() throws IOException {
    String spec =
        session.write(
            "bad.yaml",
            """
            data: {file: data.csv, outcome: wage, treatment: d}
            model: plr
            learners: {ml_l: linear-regression, ml_m: linear-regression}
            folds: 1
            aggregation: mode
            """);
    Session.Outcome outcome = Session.run("estimate", spec, "--output", session.path("result.txt"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(3).allMatch(line -> line.startsWith("dml: "));
    assertThat(outcome.err())
        .contains("folds: ", "aggregation: ", "data.outcome: no column is named wage");
    assertThat(directory.resolve("result.txt")).doesNotExist();
  }

  @Test
  void moreFoldsThanRowsAreRefused() {
    Session.Outcome outcome =
        Session.run("estimate", session.path("plr.yaml"), "--set", "folds=61");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo("dml: folds: must be from 2 to the number of observations, 60, but was 61\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"predictions.csv", "predictions.parquet"})
  void predictionsThatWereWrittenGiveTheSameEstimate(String file) throws IOException {
    String written = session.path(file);
    Session.run("estimate", session.path("plr.yaml"), "--predictions", written);
    String spec =
        session.write(
            "again.yaml",
            """
            data: {file: data.csv, outcome: y, treatment: d}
            model: plr
            predictions: %s
            """
                .formatted(file));
    DmlResult first =
        Estimation.read(directory.resolve("plr.yaml"), List.of(), new DataFiles()).estimate();
    DmlResult again = Estimation.read(Path.of(spec), List.of(), new DataFiles()).estimate();
    assertThat(again.estimates().getFirst().repetitions())
        .isEqualTo(first.estimates().getFirst().repetitions());
  }

  @Test
  void partitionsInParquetAreThoseInCsv() throws IOException {
    Column folds = Column.of("r0", IntStream.range(0, 60).mapToDouble(row -> row % 4).toArray());
    Preparation all = Preparation.none(60, MissingPolicy.ERROR, List.of());
    for (String file : List.of("folds.csv", "folds.parquet")) {
      new PredictionsFile(List.of(folds), all).write(OutputFile.at(directory.resolve(file)));
    }
    List<String> given = List.of("folds=4", "repetitions=1");
    List<DmlResult> results = new ArrayList<>();
    for (String file : List.of("folds.csv", "folds.parquet")) {
      List<String> overrides = new ArrayList<>(given);
      overrides.add("partitions=" + file);
      results.add(
          Estimation.read(directory.resolve("plr.yaml"), overrides, new DataFiles()).estimate());
    }
    assertThat(results.get(1).estimates()).isEqualTo(results.get(0).estimates());
    DmlResult drawn =
        Estimation.read(directory.resolve("plr.yaml"), given, new DataFiles()).estimate();
    assertThat(results.get(1).coefficient()).isNotEqualTo(drawn.coefficient());
  }

  @Test
  void givenPartitionsAreUsedAndMustAgreeWithFolds() throws IOException {
    StringBuilder folds = new StringBuilder("r0\n");
    for (int row = 0; row < 60; row++) {
      folds.append(row % 4).append('\n');
    }
    session.write("folds.csv", folds.toString());
    Session.Outcome outcome =
        Session.run("estimate", session.path("plr.yaml"), "--set", "partitions=folds.csv");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            dml: folds: must be left out or 4, as the partitions have it, but was 3
            dml: repetitions: must be left out or 1, as the partitions have it, but was 2
            """);
  }

  @Test
  void aSpecMayComeFromStandardInput() throws IOException {
    String spec = Files.readString(directory.resolve("plr.yaml"));
    String anywhere = spec.replace("data.csv", session.path("data.csv"));
    Session.Outcome piped = Session.run(anywhere, new String[] {"estimate", "-", "-f", "csv"});
    assertThat(piped.exitCode()).isZero();
    assertThat(piped.out())
        .isEqualTo(Session.run("estimate", session.path("plr.yaml"), "-f", "csv").out());
    assertThat(Session.run("- 1", new String[] {"estimate", "-"}).err())
        .isEqualTo(
            "dml: standard input: a spec is a mapping of keys to values, but this file is not\n");
    Session.Outcome here = Session.run(spec, new String[] {"estimate", "-"});
    assertThat(here.err()).contains(Path.of("data.csv").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "batch"})
  void onlyRunsInFunctionsAreLeftToTheAccount(String type) {
    Session.Outcome outcome =
        Session.run(
            "estimate", session.path("plr.yaml"), "--detach", "--set", "backend.type=" + type);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "dml: --detach: needs backend.type lambda, but was "
                + type
                + "; set backend.type=lambda, or leave --detach out and, if this machine stops, go"
                + " on with dml resume\n");
  }

  @Test
  void anInterruptedRunSaysSoAndExitsWith130() {
    Thread.currentThread().interrupt();
    Session.Outcome outcome =
        Session.run("estimate", session.path("plr.yaml"), "--output", session.path("result.txt"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome.exitCode()).isEqualTo(130);
    assertThat(outcome.err()).endsWith("; no result of it was written\n");
    assertThat(directory.resolve("result.txt")).doesNotExist();
  }
}
