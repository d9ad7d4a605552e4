package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.GroupPeriodCells.NotEstimated;
import dev.dml.model.GroupPeriodCells.Size;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupPeriodCellsTest {

  @Test
  void theSizeOfAnEffectIsFoundByItsGroupAndPeriod() {
    Size size = new Size(new GroupPeriod(2004, 2003, 2006), 20, 309);
    GroupPeriodCells cells = new GroupPeriodCells(List.of(size), List.of());
    assertThat(cells.size(Optional.of(new GroupPeriod(2004, 2003, 2006)))).contains(size);
    assertThat(cells.size(Optional.of(new GroupPeriod(2004, 2003, 2007)))).isEmpty();
    assertThat(cells.size(Optional.empty())).isEmpty();
  }

  @Test
  void aGroupThatIsNotEstimatedInAnyPeriodIsNamedAlone() {
    assertThat(new NotEstimated(2003, Optional.empty(), "no period is before").name())
        .isEqualTo("group 2003");
    assertThat(new NotEstimated(2004, Optional.of(new GroupPeriod(2004, 2003, 2006)), "few").name())
        .isEqualTo("ATT(2004, 2006) since 2003");
  }
}
