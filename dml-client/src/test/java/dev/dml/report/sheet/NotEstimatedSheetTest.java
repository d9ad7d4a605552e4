package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotEstimatedSheetTest {

  @Test
  void everyEffectHasItsReason() {
    GroupPeriodCells cells =
        new GroupPeriodCells(
            List.of(),
            List.of(
                new GroupPeriodCells.NotEstimated(
                    2003, Optional.empty(), "there is no period before it is treated"),
                new GroupPeriodCells.NotEstimated(
                    2007, Optional.of(new GroupPeriod(2007, 2006, 2007)), "2 treated units")));
    assertThat(new NotEstimatedSheet(cells).sheet())
        .isEqualTo(
            new Sheet(
                "Effects that are not estimated",
                List.of(Sheet.Heading.words("effect"), Sheet.Heading.words("reason")),
                List.of(
                    List.of("group 2003", "there is no period before it is treated"),
                    List.of("ATT(2007, 2007) since 2006", "2 treated units")),
                List.of()));
    assertThat(new NotEstimatedSheet(GroupPeriodCells.NONE).sheet().rows()).isEmpty();
  }
}
