package dev.dml.caution;

import dev.dml.model.propensity.Overlap;

/**
 * Judges how likely rows were to be selected. Near 1 that does no harm; near 0, the selected rows
 * stand for many.
 *
 * @param selection the predicted probabilities
 */
record SelectionCaution(Overlap selection) {

  private static final double LEAST = 0.01;
  private static final double MOST_OF_THEM = 0.5;

  void warn(Warnings warnings) {
    double minimum = selection.range().minimum();
    Overlap.Arm selected = selection.treated();
    if (minimum < LEAST) {
      warnings.add(
          selection.variable(),
          "the predicted probability of %s = 1 falls to %.1e and is not clipped: such rows, if they"
              + " are selected, stand for many",
          selection.variable(),
          minimum);
    }
    if (selected.effective() < MOST_OF_THEM * selected.rows()) {
      warnings.add(
          selection.variable(),
          "the %d rows with %s = 1 are worth %.1f when they stand for all: many others were hardly"
              + " ever selected",
          selected.rows(),
          selection.variable(),
          selected.effective());
    }
  }
}
