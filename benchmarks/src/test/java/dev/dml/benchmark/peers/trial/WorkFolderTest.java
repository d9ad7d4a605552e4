package dev.dml.benchmark.peers.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.split.Partition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  private static final Work WORK =
      new Work("small", 40, 3, List.of("y", "d"), false, 2, 5, "lasso", Map.of("lambdas", 7), true);

  @Test
  void whatIsWrittenIsReadBack(@TempDir Path directory) throws Exception {
    Draw draw = Simulation.SPARSE.draw(40, 3, 1);
    WorkFolder folder = WorkFolder.write(directory, WORK, draw);

    assertThat(folder.work()).isEqualTo(WORK);
    assertThat(folder.covariate(WORK, 2)).isEqualTo(draw.x().get(2));
    assertThat(folder.target(WORK, "y")).isEqualTo(draw.y());
    assertThat(folder.target(WORK, "d")).isEqualTo(draw.d());
    assertThat(folder.partition(WORK, 1)).isEqualTo(Partition.draw(new int[40], 5, 42, 1));
  }

  /** NumPy reads them as {@code <f8}: 1.0 is 0x3FF0000000000000, its last byte first. */
  @Test
  void doublesAreLittleEndian(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("one.f64");
    WorkFolder.write(file, new double[] {1});

    assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 0, 0, 0, 0, 0xF0, 0x3F);
  }

  /**
   * The estimator and single fits are two ways to the same predictions of a learner without chance.
   */
  @Test
  void theEstimatorAndSingleFitsPredictTheSame(@TempDir Path directory) throws Exception {
    Work estimated = work(true);
    Work fitted = work(false);
    Draw draw = Simulation.DENSE.draw(60, 3, 1);
    WorkFolder one = WorkFolder.write(directory.resolve("one"), estimated, draw);
    WorkFolder other = WorkFolder.write(directory.resolve("other"), fitted, draw);

    double[][] byEstimator = CrossFitting.of(one, Program.DML, 2, 5).run(2);
    double[][] byFits = CrossFitting.of(other, Program.DML, 2, 5).run(2);

    assertThat(byEstimator).isDeepEqualTo(byFits);
  }

  @Test
  void foldsThatAreLeftOutHaveNoPredictions(@TempDir Path directory) throws Exception {
    WorkFolder folder = WorkFolder.write(directory, work(false), Simulation.DENSE.draw(60, 3, 1));

    double[][] predictions = CrossFitting.of(folder, Program.DML, 1, 2).run(1);

    Partition partition = folder.partition(work(false), 0);
    assertThat(predictions).hasDimensions(2, 60);
    for (int row = 0; row < 60; row++) {
      assertThat(Double.isNaN(predictions[0][row])).isEqualTo(partition.fold(row) >= 2);
    }
  }

  private static Work work(boolean estimation) {
    return new Work(
        "linear", 60, 3, List.of("y", "d"), false, 2, 5, "linear-regression", Map.of(), estimation);
  }
}
