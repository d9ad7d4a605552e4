package dev.dml.learner.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** It learns nothing, so that the contract of learners, which asks for that, is not for it. */
class ConstantTest {

  /** (1 x 2 + 3 x 6) / (1 + 3) = 5. */
  @Test
  void itPredictsTheMeanOfTheTrainingRows() {
    Features x = Features.of(3, List.of(Column.of("x", 1, 2, 3)));
    double[] y = {2, 6, 100};
    Fit fit = new Fit(x, y, Rows.of(0, 1), Rows.of(1, 2), Target.MEAN, 1);
    assertThat(new Constant().fitPredict(fit)).containsExactly(4, 4);
    Fit weighted = fit.withWeights(Optional.of(new double[] {1, 3, 1}));
    assertThat(new Constant().fitPredict(weighted)).containsExactly(5, 5);
  }
}
