package dev.dml.report.sheet;

import dev.dml.model.GroupPeriodCells;

/** The table of effects on groups in periods that are not estimated; without rows if all are. */
record NotEstimatedSheet(GroupPeriodCells cells) {

  Sheet sheet() {
    return new Sheet.Builder<>("Effects that are not estimated", cells.notEstimated())
        .words("effect", GroupPeriodCells.NotEstimated::name)
        .words("reason", GroupPeriodCells.NotEstimated::reason)
        .build();
  }
}
