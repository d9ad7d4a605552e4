package dev.dml.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.file.DataFiles;
import dev.dml.file.OutputFile;
import dev.dml.file.PredictionsFile;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimationTest {

  @TempDir private Path folder;

  private Path spec() throws IOException {
    Lcg500 data = new Lcg500();
    List<String> lines = new ArrayList<>(List.of("y,d,x1,x2"));
    for (int i = 0; i < Lcg500.ROWS; i++) {
      lines.add(data.y[i] + "," + data.dc[i] + "," + data.x1[i] + "," + data.x2[i]);
    }
    Files.write(folder.resolve("data.csv"), lines);
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        data: {file: data.csv, outcome: y, treatment: d, covariates: [x1, x2]}
        model: plr
        learners: {ml_l: linear-regression, ml_m: linear-regression}
        repetitions: 3
        """);
  }

  /** Processor times of two computations never agree to the nanosecond; those of kept ones do. */
  @Test
  void aRunOnThisMachineThatIsKeptIsNotComputedAgain() throws IOException {
    Path spec = spec();
    Path run = folder.resolve("run");
    DmlResult first = estimate(spec, run);
    DmlResult second = estimate(spec, run);
    assertThat(second.estimates()).isEqualTo(first.estimates());
    assertThat(second.run().cpu()).isEqualTo(first.run().cpu());
    assertThat(estimate(spec, folder.resolve("another")).run().cpu())
        .isNotEqualTo(first.run().cpu());
  }

  /**
   * Each treatment has its nuisance, of which the first gets a learner of its own here and the
   * second its predictions back, so that both ways give the digits of one learner for both.
   */
  @Test
  void treatmentsThatAreEstimatedTogetherHaveNuisancesOfTheirOwn() throws IOException {
    Lcg500 data = new Lcg500();
    List<String> lines = new ArrayList<>(List.of("y,d,e,z,w,x1"));
    for (int i = 0; i < Lcg500.ROWS; i++) {
      lines.add(
          data.y[i]
              + ","
              + data.dc[i]
              + ","
              + data.x2[i]
              + ","
              + data.z[i]
              + ","
              + data.z2[i]
              + ","
              + data.x1[i]);
    }
    Files.write(folder.resolve("data.csv"), lines);
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            data: {file: data.csv, outcome: y, treatment: [d, e], instruments: [z, w], covariates: x1}
            model: pliv
            learners: {ml_l: linear-regression, ml_m: linear-regression, ml_r: linear-regression}
            repetitions: 1
            """);
    DmlResult all =
        Estimation.read(spec, List.of(), new DataFiles()).withPredictionsKept().estimate();
    List<Column> ofSecond =
        all.predictions().stream().filter(column -> column.name().startsWith("ml_r_e.")).toList();
    OutputFile.at(folder.resolve("e.csv")).write(new PredictionsFile(ofSecond, all.preparation()));
    List<String> changed =
        List.of(
            "learners={ml_l: linear-regression, ml_m: linear-regression, ml_r_d:"
                + " linear-regression}",
            "predictions=e.csv");
    assertThat(Estimation.read(spec, changed, new DataFiles()).estimate().estimates())
        .isEqualTo(all.estimates());
    assertThatThrownBy(
            () -> Estimation.read(spec, changed.subList(0, 1), new DataFiles()).estimate())
        .hasMessage("learners.ml_r_e: is missing; pliv needs a learner for it");
  }

  private static DmlResult estimate(Path spec, Path run) {
    return Estimation.read(spec, List.of(), new DataFiles())
        .with(KnownRun.inFolder(run))
        .estimate();
  }
}
