package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSizeTest {

  private static RunSize.Fits fits(String name, int tasks, Double... sample) {
    return new RunSize.Fits(name, 0, tasks, sample.length, List.of(sample));
  }

  @Test
  void everyProcessPaysForItsFirstFits() {
    RunSize.Fits slowAtFirst = fits("ml_l", 100, 5.0, 2.0, 1.0, 1.0, 1.0);
    assertThat(slowAtFirst.steady()).isEqualTo(1);
    RunSize workload = workload(slowAtFirst);
    assertThat(workload.seconds(1)).isEqualTo(105);
    assertThat(workload.seconds(10)).isEqualTo(150); // each 5 + 2 + 8 x 1
    assertThat(workload.seconds(100)).isEqualTo(500);
    assertThat(workload.seconds(200)).isEqualTo(500); // only 100 of them get a fit
  }

  @Test
  void aProcessWarmsUpOnceForAllNuisancesOfAWave() {
    // The n-th fit of a process, of whichever nuisance: 4 and 8, 1 and 2, then 1 and 2.
    RunSize workload =
        workload(fits("ml_l", 30, 4.0, 1.0, 1.0, 1.0), fits("ml_m", 10, 8.0, 2.0, 2.0, 2.0));
    // 3/4 x 4 + 1/4 x 8 for the first of a process, 3/4 x 1 + 1/4 x 2 for each of the others.
    assertThat(workload.seconds(1)).isEqualTo(5 + 39 * 1.25);
    assertThat(workload.seconds(10)).isEqualTo(10 * (5 + 3 * 1.25));
    assertThat(workload.seconds(40)).isEqualTo(30 * 4 + 10 * 8);
  }

  @Test
  void aLaterWaveWarmsUpForItself() {
    RunSize workload =
        workload(
            fits("ml_l", 30, 4.0, 1.0, 1.0, 1.0),
            new RunSize.Fits("ml_g", 1, 10, 4, List.of(3.0, 2.0, 2.0, 2.0)));
    assertThat(workload.seconds(1)).isEqualTo(4 + 29 + 3 + 9 * 2);
    // The ten of the second wave go to ten of the 20 processes.
    assertThat(workload.seconds(20)).isEqualTo(20 * (4 + 0.5) + 10 * 3);
  }

  @Test
  void warmIsTheLastThirdOfWhatWasMeasured() {
    assertThat(fits("ml_l", 1, 9.0, 1.0, 2.0, 3.0).steady()).isEqualTo(2);
    assertThat(fits("ml_l", 1, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 1.0, 2.0, 3.0, 4.0).steady())
        .isEqualTo(2.5);
    assertThat(fits("ml_l", 1, 9.0).steady()).isEqualTo(9);
  }

  /** As {@code Batches} sends them: two learners in the first wave, one of them in the second. */
  @Test
  void aFewFitsOfEachLearnerGoFirstInEachWave() {
    List<Double> second = List.of(1.0);
    RunSize size =
        workload(
            new RunSize.Fits("a", "forest", 0, 10, 1, second, Optional.empty()),
            new RunSize.Fits("b", "forest", 0, 10, 1, second, Optional.empty()),
            new RunSize.Fits("c", "lasso", 0, 10, 1, second, Optional.empty()),
            new RunSize.Fits("d", "lasso", 1, 10, 1, second, Optional.empty()));
    assertThat(size.batchesWith(2)).isEqualTo(3 + 1);
    assertThat(size.batchesWith(20)).isEqualTo(3);
  }

  private static RunSize workload(RunSize.Fits... fits) {
    return new RunSize(List.of(fits), 1, 8000, 1000);
  }
}
