package dev.dml.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellsFormTest {

  private static final GroupPeriod ESTIMATED = new GroupPeriod(2004, 2003, 2004);

  private static final GroupPeriodCells CELLS =
      new GroupPeriodCells(
          List.of(new GroupPeriodCells.Size(ESTIMATED, 20, 309)),
          List.of(
              new GroupPeriodCells.NotEstimated(2003, Optional.empty(), "no period is before"),
              new GroupPeriodCells.NotEstimated(
                  2007, Optional.of(new GroupPeriod(2007, 2006, 2007)), "2 treated units")));

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void whatIsNotEstimatedIsListedWithTheReason() {
    ObjectNode tree = node();
    new CellsForm(CELLS).addTo(tree);
    assertThat(tree)
        .hasToString(
            "{\"not_estimated\":[{\"group\":2003,\"reason\":\"no period is before\"},"
                + "{\"group\":2007,\"period\":2007,\"base_period\":2006,"
                + "\"reason\":\"2 treated units\"}]}");
  }

  @Test
  void anEstimateSaysHowManyItCompares() {
    ObjectNode estimate = node();
    new CellsForm(CELLS).addTo(Optional.of(ESTIMATED), estimate);
    assertThat(estimate)
        .hasToString("{\"units\":{\"compared\":329,\"treated\":20,\"controls\":309}}");
  }

  @Test
  void modelsWithoutGroupsAndPeriodsSayNothing() {
    ObjectNode tree = node();
    new CellsForm(GroupPeriodCells.NONE).addTo(tree);
    new CellsForm(GroupPeriodCells.NONE).addTo(Optional.empty(), tree);
    assertThat(tree).isEmpty();
  }
}
