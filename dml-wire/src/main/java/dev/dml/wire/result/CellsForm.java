package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells;
import java.util.Optional;

/**
 * How many are compared for effects on groups in periods, as JSON: {@code units} of each estimate,
 * and {@code not_estimated}, the effects for which there are too few.
 */
record CellsForm(GroupPeriodCells cells) {

  /** Adds to an estimate how many it compares. */
  void addTo(Optional<GroupPeriod> at, ObjectNode estimate) {
    cells
        .size(at)
        .ifPresent(
            size ->
                estimate
                    .putObject("units")
                    .put("compared", size.treated() + size.controls())
                    .put("treated", size.treated())
                    .put("controls", size.controls()));
  }

  /** Adds the effects that are not estimated; an empty list if all are. */
  void addTo(ObjectNode tree) {
    if (cells.sizes().isEmpty()) {
      return;
    }
    ArrayNode all = tree.putArray("not_estimated");
    for (GroupPeriodCells.NotEstimated each : cells.notEstimated()) {
      ObjectNode node = all.addObject();
      each.cell()
          .ifPresentOrElse(
              cell -> ResultJson.cell(cell, node),
              () -> node.set("group", ResultJson.period(each.group())));
      node.put("reason", each.reason());
    }
  }
}
