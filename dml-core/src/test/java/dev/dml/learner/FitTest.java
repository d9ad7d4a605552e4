package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.split.Block;
import dev.dml.split.Fold;
import dev.dml.split.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitTest {

  private final Fold fold = Block.of(Partition.of(0, 1, 1)).fold(0, 1);

  private static Features features(double... values) {
    return Features.of(values.length, List.of(Column.of("x", values)));
  }

  @Test
  void outsideAFoldAllOthersAreLearntFrom() {
    Fit fit = Fit.outside(fold, features(1, 2, 3), new double[3], Target.MEAN, 7);
    assertThat(fit.train()).isEqualTo(Rows.of(0));
    assertThat(fit.test()).isEqualTo(Rows.of(1, 2));
    assertThat(fit.fold()).contains(fold);
  }

  @Test
  void foldsOfOtherRowsAreRefused() {
    assertThatThrownBy(() -> Fit.outside(fold, features(1, 2), new double[2], Target.MEAN, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the folds have 3 rows, but the features have 2");
  }
}
