package dev.dml.analysis.effects;

import dev.dml.analysis.Modifiers;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * B-splines along a column, with knots at its quantiles and boundaries at its smallest and largest
 * value.
 *
 * @param column the name of a column of numbers
 * @param degree from 0, steps, to {@value #HIGHEST}
 * @param knots the number of inner knots, 0 to {@value #MOST_KNOTS}: at the quantiles 1 / (knots +
 *     1), ..., of which those that coincide with another or a boundary are one
 * @param points at how many places effects are predicted, if no places are given: at equal
 *     distances from the quantile {@value #FIRST} to the quantile {@value #LAST}
 * @param at the places where effects are predicted; may be empty
 */
public record SplineBasis(String column, int degree, int knots, int points, List<Double> at)
    implements CurveBasis {

  /** The highest degree. */
  public static final int HIGHEST = 5;

  /** The most knots. */
  public static final int MOST_KNOTS = 50;

  /** The most places. */
  public static final int MOST_POINTS = 1000;

  private static final double FIRST = 0.01;
  private static final double LAST = 0.99;

  /** Cubic splines with four knots along a column, at 20 places. */
  public static SplineBasis along(String column) {
    return new SplineBasis(column, 3, 4, 20, List.of());
  }

  /** Checks the ranges, and copies. */
  public SplineBasis {
    if (degree < 0 || degree > HIGHEST || knots < 0 || knots > MOST_KNOTS) {
      throw new IllegalArgumentException(
          "degree must be from 0 to "
              + HIGHEST
              + " and knots from 0 to "
              + MOST_KNOTS
              + ", but were "
              + degree
              + " and "
              + knots);
    }
    if (points < 2 || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "points must be from 2 to " + MOST_POINTS + ", but was " + points);
    }
    at = List.copyOf(at);
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> problems(CausalData data) {
    List<String> unknown = new Modifiers(data).unknown("effects.curve.column", columns());
    if (!unknown.isEmpty()) {
      return unknown;
    }
    List<Column> found = new Modifiers(data).of(column);
    if (found.size() > 1 || !found.getFirst().name().equals(column)) {
      return List.of(
          "effects.curve.column: "
              + column
              + " must be a column of numbers, but holds texts; see effects.groups");
    }
    return problems(found.getFirst());
  }

  private List<String> problems(Column values) {
    double[] sorted = values.distinct();
    double lower = sorted[0];
    double upper = sorted[sorted.length - 1];
    if (sorted.length < 2) {
      return List.of(
          "effects.curve.column: "
              + column
              + " is "
              + lower
              + " in every row, so there is no curve");
    }
    BSpline spline = spline(values);
    double[][] functions = functions(spline, values);
    if (sorted.length < spline.size() || OrthogonalBasis.of(functions).dependent().isPresent()) {
      return List.of(
          "effects.curve: degree "
              + degree
              + " with "
              + counted(spline.size() - degree - 1)
              + " makes "
              + spline.size()
              + " functions, which the "
              + sorted.length
              + " different values of "
              + column
              + " cannot tell apart; lower degree or knots");
    }
    return at.stream()
        .filter(place -> place < lower || place > upper)
        .map(
            place ->
                "effects.curve.at: must be from "
                    + lower
                    + " to "
                    + upper
                    + ", between which "
                    + column
                    + " lies, but was "
                    + place)
        .toList();
  }

  private static String counted(int knots) {
    return knots == 1 ? "1 knot" : knots + " knots";
  }

  /** The inner knots on some data, fewer than asked for where quantiles coincide. */
  double[] innerKnots(double[] values) {
    double lower = Arrays.stream(values).min().orElseThrow();
    double upper = Arrays.stream(values).max().orElseThrow();
    return IntStream.rangeClosed(1, knots)
        .mapToDouble(k -> Quantile.of(values, k / (knots + 1.0)))
        .filter(knot -> knot > lower && knot < upper)
        .distinct()
        .toArray();
  }

  private BSpline spline(Column values) {
    double[] all = values.toArray();
    return new BSpline(
        degree,
        innerKnots(all),
        Arrays.stream(all).min().orElseThrow(),
        Arrays.stream(all).max().orElseThrow());
  }

  private static double[][] functions(BSpline spline, Column values) {
    double[][] functions = new double[spline.size()][values.size()];
    for (int row = 0; row < values.size(); row++) {
      double[] at = spline.at(values.get(row));
      for (int j = 0; j < at.length; j++) {
        functions[j][row] = at[j];
      }
    }
    return functions;
  }

  private double[] places(Column values) {
    if (!at.isEmpty()) {
      return at.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double[] all = values.toArray();
    double first = Quantile.of(all, FIRST);
    double last = Quantile.of(all, LAST);
    return IntStream.range(0, points)
        .mapToDouble(i -> i == points - 1 ? last : first + i * (last - first) / (points - 1))
        .distinct()
        .toArray();
  }

  @Override
  @SuppressWarnings("exports") // For packages of this module alone.
  public EvaluatedBasis on(CausalData data) {
    Column values = new Modifiers(data).of(column).getFirst();
    BSpline spline = spline(values);
    double[] places = places(values);
    return new EvaluatedBasis(
        IntStream.rangeClosed(1, spline.size()).mapToObj(j -> "spline " + j).toList(),
        functions(spline, values),
        Arrays.stream(places).mapToObj(List::of).toList(),
        Arrays.stream(places).mapToObj(spline::at).toArray(double[][]::new));
  }
}
