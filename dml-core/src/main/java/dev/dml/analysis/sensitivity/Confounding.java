package dev.dml.analysis.sensitivity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A confounder that nobody observed, as strong as a reader thinks possible.
 *
 * @param cfY the share of the residual variance of the outcome that it explains, in [0, 1)
 * @param cfD the share of the variance of the Riesz representer that it adds, in [0, 1): in the
 *     partially linear model, the share of the residual variance of the treatment that it explains
 * @param rho how far what it does to outcome and treatment goes together, from &minus;1 to 1, not
 *     0; 1 is the worst case
 * @param nullEffect the effect that the robustness values ask about, mostly 0
 * @param benchmarks names of groups of covariates, and the covariates of each: how strong a
 *     confounder would each be, had it not been observed
 */
public record Confounding(
    double cfY, double cfD, double rho, double nullEffect, Map<String, List<String>> benchmarks) {

  /** Shares of 3 %, the worst case, and an effect of zero; no benchmarks. */
  public static final Confounding DEFAULT = new Confounding(0.03, 0.03, 1, 0, Map.of());

  /** Checks and copies. */
  public Confounding {
    List<String> problems = new ArrayList<>();
    if (!isShare(cfY)) {
      problems.add("cf_y must be at least 0 and below 1, but was " + cfY);
    }
    if (!isShare(cfD)) {
      problems.add("cf_d must be at least 0 and below 1, but was " + cfD);
    }
    if (!isCorrelation(rho)) {
      problems.add("rho must be from -1 to 1 and not 0, but was " + rho);
    }
    if (!Double.isFinite(nullEffect)) {
      problems.add("the null must be a finite number, but was " + nullEffect);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    benchmarks.forEach((name, columns) -> copy.put(name, List.copyOf(columns)));
    benchmarks = Collections.unmodifiableMap(copy);
  }

  /** Whether a number is a legal {@link #cfY} or {@link #cfD}. */
  public static boolean isShare(double value) {
    return value >= 0 && value < 1;
  }

  /** Whether a number is a legal {@link #rho}. */
  public static boolean isCorrelation(double value) {
    return Math.abs(value) <= 1 && value != 0;
  }

  /** The same confounder beside a group of covariates. */
  public Confounding withBenchmark(String name, List<String> covariates) {
    Map<String, List<String>> more = new LinkedHashMap<>(benchmarks);
    more.put(name, covariates);
    return new Confounding(cfY, cfD, rho, nullEffect, more);
  }

  /** The strength c = |&rho;| sqrt(cf<sub>y</sub> cf<sub>d</sub> / (1 &minus; cf<sub>d</sub>)). */
  public double strength() {
    return strength(cfY, cfD);
  }

  /** The strength of other shares with the same &rho;. */
  double strength(double y, double d) {
    return Math.abs(rho) * Math.sqrt(y * d / (1 - d));
  }

  /**
   * The share v = cf<sub>y</sub> = cf<sub>d</sub> of a strength: v&sup2; / (1 &minus; v) = (c /
   * &rho;)&sup2;.
   */
  double share(double strength) {
    double q = strength / rho * (strength / rho);
    return q == 0 ? 0 : 2 / (1 + Math.sqrt(1 + 4 / q));
  }
}
