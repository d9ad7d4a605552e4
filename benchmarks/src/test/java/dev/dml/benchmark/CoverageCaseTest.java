package dev.dml.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dml.data.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageCaseTest {

  @Test
  void casesAreChosenByModelAndLearners() {
    assertThat(CoverageCase.named(List.of("irm:forest/forest", "plr:forest/forest")))
        .extracting(CoverageCase::design, CoverageCase::publishedCoverage)
        .containsExactly(tuple(Design.PARTIALLY_LINEAR, 0.936), tuple(Design.INTERACTIVE, 0.952));
    assertThat(CoverageCase.named(List.of())).isEqualTo(CoverageCase.required());
    assertThat(CoverageCase.named(List.of("all"))).hasSize(10);
  }

  @Test
  void anUnknownCaseIsRefused() {
    assertThatThrownBy(() -> CoverageCase.named(List.of("plr:tree")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there is no case plr:tree; there are: all, plr:lasso/lasso, irm:lasso/logistic,"
                + " plr:forest/forest, plr:forest/lasso, plr:lasso/forest, irm:forest/forest,"
                + " irm:lasso/forest, irm:forest/logistic, irm:lasso/unpenalised-logistic,"
                + " irm:lasso/L1-logistic");
  }
}
