package dev.dml.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.Quotation;
import dev.dml.analysis.SampleRepetitions;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.example.LargestInfluence.MovingRow;
import dev.dml.model.Parameter;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model and the analysis of CONTRIBUTING: they compile, do what they say, and are what it
 * shows. The contract tests of models and analyses take them too.
 */
class WorkedExamplesTest {

  private static final Path HERE = Path.of("src/test/java/dev/dml/example");

  @ParameterizedTest
  @ValueSource(strings = {"Experiment", "LargestInfluence"})
  void contributingShowsTheExample(String name) throws IOException {
    String source = Files.readString(HERE.resolve(name + ".java"));
    assertThat(Files.readString(Path.of("../CONTRIBUTING.md")))
        .contains(Quotation.of(source.substring(source.indexOf("\n/**\n") + 1)));
  }

  /** With nothing for the expected outcomes it is the estimate of Horvitz and Thompson. */
  @Test
  void theModelEstimates() {
    Lcg500 sample = new Lcg500();
    CausalData data = sample.binary();
    DmlResult result =
        LinearNuisances.estimator(new Experiment(0.4))
            .withRepetitions(1)
            .withPredictions(List.of(zero("ml_g0.rep0.treat0"), zero("ml_g1.rep0.treat0")))
            .estimate(data);
    double sum = 0;
    for (int row = 0; row < Lcg500.ROWS; row++) {
      sum += sample.d[row] == 1 ? sample.y[row] / 0.4 : -sample.y[row] / 0.6;
    }
    // Sums of 500 numbers of size 1 to 10 agree but for rounding.
    assertThat(result.coefficient()).isCloseTo(sum / Lcg500.ROWS, within(1e-12));
  }

  private static Column zero(String name) {
    return Column.of(name, new double[Lcg500.ROWS]);
  }

  @Test
  void theAnalysisNamesARow() {
    ScoredRepetition repetition = SampleRepetitions.repetition(1);
    LargestInfluence analysis = new LargestInfluence();
    analysis.accept(repetition);
    Parameter effect = new Parameter(0);
    MovingRow found = analysis.result().get(effect).getFirst();
    double[] influence = repetition.solution(effect).influence();
    assertThat(found.change()).isEqualTo(influence[found.row()] / Lcg500.ROWS);
    assertThat(IntStream.range(0, Lcg500.ROWS))
        .allMatch(row -> Math.abs(influence[row]) <= Math.abs(influence[found.row()]));
  }
}
