package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WholeEstimationTest {

  @ParameterizedTest
  @EnumSource(WholeEstimation.class)
  void everyNumberOfThreadsGivesTheSameBits(WholeEstimation estimation) {
    String one = WholeEstimation.digits(estimation.estimate(new LocalBackend(1)));
    assertThat(one).contains("coefficient=").doesNotContain("[D@");
    for (int threads : new int[] {2, 8}) {
      DmlResult many = estimation.estimate(new LocalBackend(threads));
      assertThat(WholeEstimation.digits(many)).as("%d threads", threads).isEqualTo(one);
    }
  }
}
