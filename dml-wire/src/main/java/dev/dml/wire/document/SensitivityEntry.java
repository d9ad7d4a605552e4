package dev.dml.wire.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How sensitive an effect is to a confounder that nobody observed.
 *
 * @param benchmarks what some observed covariates would do if nobody had observed them
 * @param contour the bound by the strengths of the confounder, if it was written
 */
public record SensitivityEntry(
    @Nullable String treatment,
    double cfY,
    double cfD,
    double rho,
    @JsonProperty("null") double nullEffect,
    double level,
    double thetaLower,
    double thetaUpper,
    double seLower,
    double seUpper,
    double ciLower,
    double ciUpper,
    double rv,
    double rva,
    Map<String, Benchmark> benchmarks,
    @Nullable Contour contour) {

  /** Copies. */
  public SensitivityEntry {
    benchmarks = Entries.all(benchmarks);
  }

  /** What leaving out some covariates did: their strengths, and the change of the effect. */
  public record Benchmark(double cfY, double cfD, double rho, double deltaTheta) {}

  /**
   * The bound of the effect on a grid.
   *
   * @param bound a row for each {@code cfY}, a column for each {@code cfD}
   */
  public record Contour(List<Double> cfY, List<Double> cfD, List<List<@Nullable Double>> bound) {}
}
