package dev.dml.study;

import java.util.List;
import java.util.Locale;

/**
 * The coverage at each point of a grid, with 1.96 Monte Carlo errors on both sides, beside what it
 * should be.
 *
 * @param title what is shown
 * @param lines what was found
 */
record CoveragePlot(String title, List<Coverage.Line> lines) {

  private static final double LEFT = 360;
  private static final double RIGHT = 900;
  private static final double ROW = 18;
  private static final double TOP = 50;

  String draw() {
    double bottom = TOP + ROW * lines.size();
    Svg svg = new Svg(RIGHT + 130, bottom + 40, title);
    svg.label(LEFT, 20, "start", title);
    svg.label(RIGHT + 10, TOP - 8, "start", "coverage, length");
    double low =
        lines.stream().mapToDouble(line -> line.cell().coverage() - reach(line)).min().orElse(0);
    double level = lines.isEmpty() ? 0.95 : lines.getFirst().cell().level();
    Scale x = Scale.of(Math.max(0, Math.min(low, level - 0.05)), 1, LEFT, RIGHT);
    for (double tick : x.ticks()) {
      svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, Svg.BLACK);
      svg.label(x.at(tick), bottom + 18, "middle", Scale.text(tick));
    }
    svg.line(x.at(level), TOP, x.at(level), bottom, Svg.GREY);
    for (int i = 0; i < lines.size(); i++) {
      row(svg, lines.get(i), x, TOP + (i + 0.5) * ROW);
    }
    return svg.toString();
  }

  private static double reach(Coverage.Line line) {
    return 1.96 * line.cell().error(line.cell().coverage());
  }

  private static void row(Svg svg, Coverage.Line line, Scale x, double y) {
    Coverage.Cell cell = line.cell();
    boolean far = Math.abs(cell.coverage() - cell.level()) > 3 * cell.error(cell.level());
    svg.label(LEFT - 8, y + 4, "end", line.name());
    svg.line(
        x.at(cell.coverage() - reach(line)), y, x.at(cell.coverage() + reach(line)), y, Svg.GREY);
    svg.dot(x.at(cell.coverage()), y, 3, far ? Svg.RED : Svg.BLUE);
    svg.label(
        RIGHT + 10,
        y + 4,
        "start",
        String.format(Locale.ROOT, "%.3f, %.4g", cell.coverage(), cell.meanLength()));
  }
}
