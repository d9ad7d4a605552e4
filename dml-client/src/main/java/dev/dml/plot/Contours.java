package dev.dml.plot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of equal height through a grid of values, by marching squares: in each cell the line cuts
 * the sides whose ends lie on both sides of the level, at the place that a straight line between
 * them gives.
 *
 * @param xs the places of the columns
 * @param ys the places of the rows
 * @param values a row for each y, a column for each x; null where there is none
 */
record Contours(List<Double> xs, List<Double> ys, List<List<@Nullable Double>> values) {

  /** The line at a level as a path; empty if no cell has it. */
  String path(double level) {
    StringBuilder path = new StringBuilder();
    for (int row = 0; row + 1 < ys.size(); row++) {
      for (int column = 0; column + 1 < xs.size(); column++) {
        cell(row, column, level, path);
      }
    }
    return path.toString();
  }

  private void cell(int row, int column, double level, StringBuilder path) {
    double[] x = {at(xs, column), at(xs, column + 1), at(xs, column + 1), at(xs, column)};
    double[] y = {at(ys, row), at(ys, row), at(ys, row + 1), at(ys, row + 1)};
    double[] v = {
      value(row, column), value(row, column + 1), value(row + 1, column + 1), value(row + 1, column)
    };
    int cuts = 0;
    for (int side = 0; side < 4; side++) {
      int next = (side + 1) % 4;
      if ((v[side] < level) != (v[next] < level) && Double.isFinite(v[side] + v[next])) {
        double share = (level - v[side]) / (v[next] - v[side]);
        path.append(cuts++ % 2 == 0 ? "M" : "L")
            .append(Markup.number(x[side] + share * (x[next] - x[side])))
            .append(' ')
            .append(Markup.number(y[side] + share * (y[next] - y[side])));
      }
    }
  }

  private double value(int row, int column) {
    Double value = values.get(row).get(column);
    return value == null ? Double.NaN : value;
  }

  private static double at(List<Double> places, int position) {
    return places.get(position);
  }
}
