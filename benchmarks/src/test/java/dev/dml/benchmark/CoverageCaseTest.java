package dev.dml.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageCaseTest {

  @Test
  void casesAreChosenByModelAndLearners() {
    assertThat(CoverageCase.named(List.of("irm:forest/forest", "plr:forest/forest")))
        .map(CoverageCase.class::cast)
        .extracting(CoverageCase::population, CoverageCase::publishedCoverage)
        .containsExactly(
            tuple(CoverageCase.Population.PARTIALLY_LINEAR, 0.936),
            tuple(CoverageCase.Population.INTERACTIVE, 0.952));
    assertThat(CoverageCase.named(List.of())).isEqualTo(CoverageCase.required());
    assertThat(CoverageCase.named(List.of("all"))).hasSize(41);
  }

  @Test
  void aRequiredCaseIsMeasured() {
    Coverage.Row row = CoverageCase.required().getFirst().measure(5, 42).getFirst();
    // The mean of 5 lengths, each within a few per cent of the oracle's.
    assertThat(row.ratio()).isCloseTo(1, within(0.2));
    assertThat(row.coverage()).isBetween(0.0, 1.0);
  }

  @Test
  void anUnknownCaseIsRefused() {
    assertThatThrownBy(() -> CoverageCase.named(List.of("plr:tree")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there is no case plr:tree; there are: all, plr:lasso/lasso, irm:lasso/logistic,"
                + " plr:auto/auto, irm:auto/auto, pliv:auto/auto, pliv:lasso/lasso,"
                + " pliv:lasso/forest, pliv:forest/forest, waves:auto/auto, waves:lasso/lasso,"
                + " waves:forest/forest, plr:forest/forest, plr:forest/lasso,"
                + " plr:lasso/forest, irm:forest/forest,"
                + " irm:lasso/forest, irm:forest/logistic, irm:lasso/unpenalised-logistic,"
                + " irm:lasso/L1-logistic, plr-weighted:lasso/lasso, irm-weighted:lasso/logistic,"
                + " irm-ato:lasso/logistic, did-1:linear/logistic, did-1:boosting/boosting,"
                + " did-2:linear/logistic, did-2:boosting/boosting, did-3:linear/logistic,"
                + " did-3:boosting/boosting, did-4:linear/logistic, did-4:boosting/boosting,"
                + " did-5:linear/logistic, did-5:boosting/boosting, did-6:linear/logistic,"
                + " did-6:boosting/boosting, plr-30-clusters:lasso/lasso,"
                + " plr-40-clusters:lasso/lasso, plr-60-clusters:lasso/lasso,"
                + " apo-contrasts:linear/logistic, gate:linear/logistic, policy:linear/logistic,"
                + " did-staggered:linear/logistic");
  }
}
