package dev.dml.detached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import dev.dml.store.FolderStore;
import dev.dml.task.LocalBackend;
import dev.dml.wire.detached.Order;
import dev.dml.wire.result.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is loaded in one place and unloaded in another gives the same bytes. */
class DepartureTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final List<String> ELSEWHERE = List.of("backend={type: local, threads: 1}");

  @TempDir private Path folder;

  private Estimation elsewhere(Estimation estimation) throws IOException {
    DetachedRun run = new DetachedRun(new FolderStore(folder.resolve("bucket")), "away");
    new Departure(estimation, "dml-driver").checked(run);
    Order order = run.order();
    return new Arrival(run, Files.createDirectories(folder.resolve("driver")))
        .estimation(order, ELSEWHERE);
  }

  /** Texts of a treatment, encoded columns, dropped rows, panels, groups, curves and trees. */
  @ParameterizedTest
  @CsvSource({
    "rand.yaml, ml_l, linear",
    "rand-clusters.yaml, ml_g, logistic",
    "rand-effects.yaml, ml_g, logistic",
    "rand-plans.yaml, ml_g, logistic",
    "wages.yaml, ml_l, logistic",
    "counties.yaml, ml_g, logistic"
  })
  void aResultHasTheSameBytes(String spec, String outcome, String treatment) throws IOException {
    List<String> quick =
        List.of(
            "repetitions=2",
            "learners={%s: linear-regression, ml_m: %s-regression}".formatted(outcome, treatment),
            "backend={type: local, threads: 1}");
    Estimation here = Estimation.read(EXAMPLES.resolve(spec), quick, new DataFiles());
    same(here, elsewhere(here));
  }

  private static Estimation wages() {
    return Estimation.read(EXAMPLES.resolve("wages.yaml"), List.of(), new DataFiles());
  }

  @Test
  void foldsAndPredictionsOfFilesComeAlong() throws IOException {
    Files.writeString(folder.resolve("folds.csv"), "a\n0\n1\n0\n1\n1\n0\n1\n0\n");
    Files.writeString(
        folder.resolve("predictions.csv"),
        "ml_l.rep0.treat0\n1.1\n2.2\n3.3\n9\n0.1\n5.5\n6.25\n7\n");
    Files.writeString(
        folder.resolve("spec.yaml"),
        """
        data: {file: data.csv, outcome: y, treatment: d, missing: drop}
        model: plr
        learners: {ml_m: linear-regression}
        partitions: folds.csv
        predictions: predictions.csv
        """);
    Files.writeString(
        folder.resolve("data.csv"),
        "y,d,x\n1,0.5,1\n2,0.25,2\n4,1,3\n4,1,\n3,0.125,2.5\n5,2,3.5\n7,2.5,5\n6,2,4\n");
    Estimation here = Estimation.read(folder.resolve("spec.yaml"), List.of(), new DataFiles());
    same(here, elsewhere(here));
  }

  private static void same(Estimation here, Estimation elsewhere) {
    DmlResult one = here.estimateOn(new LocalBackend(1));
    DmlResult other = elsewhere.estimateOn(new LocalBackend(1));
    assertThat(withoutRun(ResultJson.write(other))).isEqualTo(withoutRun(ResultJson.write(one)));
    assertThat(ReportFormat.LATEX.of(other)).isEqualTo(ReportFormat.LATEX.of(one));
  }

  /** Without what it took. */
  private static String withoutRun(String json) {
    return json.substring(0, json.indexOf("\"run\""));
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    Estimation here = wages();
    DetachedRun run = new DetachedRun(new FolderStore(folder), "away");
    new Departure(here, "dml-driver").checked(run);
    assertThatThrownBy(() -> new Departure(here, "dml-driver").checked(run))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.run: there is a detached run away already; dml attach away shows it, or choose"
                + " another name");
    assertThat(DetachedRun.list(run.store(), Pace.of(Map.of())))
        .singleElement()
        .satisfies(status -> assertThat(status.run()).isEqualTo("away"));
  }

  @Test
  void anOrderOfAnotherVersionIsRefused() throws IOException {
    DetachedRun run = new DetachedRun(new FolderStore(folder), "away");
    Estimation here = wages();
    new Departure(here, "dml-driver").checked(run);
    Order order = run.order();
    Order older =
        new Order(
            order.spec(), Map.of(), order.data(), "0.0.9", Map.of(), order.driver(), order.began());
    assertThatThrownBy(() -> new Arrival(run, folder).estimation(older, ELSEWHERE))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the run was asked for by version 0.0.9 of the program, but its driver is of version"
                + " 0.1.0-SNAPSHOT; deploy the stack again: sam deploy");
  }
}
