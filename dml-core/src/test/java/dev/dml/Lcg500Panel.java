package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.model.did.StaggeredAdoption.Observed;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The rows of {@link Lcg500} as units of two periods, of which some are treated in the second. */
public final class Lcg500Panel {

  private Lcg500Panel() {}

  /** Each row in both periods, with y as its change; or every other row in one of them. */
  public static CausalData of(Observed observed) {
    return observed == Observed.PANEL ? panel() : crossSections();
  }

  private static CausalData panel() {
    Lcg500 lcg = new Lcg500();
    int rows = 2 * Lcg500.ROWS;
    return CausalData.builder()
        .outcome("y", values(rows, row -> row % 2 == 0 ? 10 : 10 + lcg.y[row / 2]))
        .unit("unit", values(rows, row -> Math.floor(row / 2.0)))
        .time("time", values(rows, row -> 1 + row % 2))
        .treatment("d", values(rows, row -> 2 * lcg.d[row / 2]))
        .covariate("x1", values(rows, row -> lcg.x1[row / 2]))
        .covariate("x2", values(rows, row -> lcg.x2[row / 2]))
        .covariate("x3", values(rows, row -> lcg.x3[row / 2]))
        .build();
  }

  /** The rows as 100 units of five periods, whose numbers add to their outcomes. */
  public static CausalData withUnitEffects() {
    Lcg500 lcg = new Lcg500();
    return CausalData.builder()
        .outcome("y", values(Lcg500.ROWS, row -> lcg.y[row] + Math.floor(row / 5.0) / 10))
        .unit("unit", values(Lcg500.ROWS, row -> Math.floor(row / 5.0)))
        .time("time", values(Lcg500.ROWS, row -> row % 5))
        .treatment("d", lcg.d)
        .covariate("x1", lcg.x1)
        .covariate("x2", lcg.x2)
        .covariate("x3", lcg.x3)
        .build();
  }

  private static CausalData crossSections() {
    Lcg500 lcg = new Lcg500();
    return CausalData.builder()
        .outcome("y", values(Lcg500.ROWS, row -> row % 2 == 0 ? lcg.x1[row] : lcg.y[row]))
        .time("time", values(Lcg500.ROWS, row -> row % 2))
        .treatment("d", lcg.d)
        .covariate("x1", lcg.x1)
        .covariate("x2", lcg.x2)
        .covariate("x3", lcg.x3)
        .build();
  }

  private static double[] values(int rows, IntToDoubleFunction value) {
    return IntStream.range(0, rows).mapToDouble(value).toArray();
  }
}
