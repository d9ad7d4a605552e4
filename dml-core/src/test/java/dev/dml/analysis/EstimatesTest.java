package dev.dml.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.Parameter;
import org.junit.jupiter.api.Test;

class EstimatesTest {

  @Test
  void everyRepetitionHasTheEstimateOfItsSolution() {
    Estimates<Parameter> estimates = Estimates.ofParameters();
    ScoredRepetition first = SampleRepetitions.repetition(0);
    ScoredRepetition second = SampleRepetitions.repetition(1);
    estimates.accept(second);
    estimates.accept(first);
    Parameter parameter = new Parameter(0);
    assertThat(estimates.result().get(parameter))
        .containsExactly(
            first.solutions().get(parameter).estimate(),
            second.solutions().get(parameter).estimate());
  }
}
