package dev.dml.casestudy;

import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import java.util.Locale;

/** How well the nuisances of an estimation were predicted out of fold, beside a constant. */
record NuisanceTable(DmlResult result) {

  @Override
  public String toString() {
    MarkdownTable table =
        new MarkdownTable("nuisance", "learner", "RMSE", "RMSE of a constant", "R2", "");
    for (NuisanceQuality nuisance : result.nuisances()) {
      table.add(
          nuisance.name(),
          nuisance.learner().toString(),
          number(nuisance.rmse()),
          number(nuisance.constantRmse()),
          number(nuisance.r2()),
          nuisance.r2() < 0 ? "worse than a constant" : "");
    }
    return table.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
