package dev.dml.study;

import dev.dml.plot.Frame;
import dev.dml.plot.Mark;
import dev.dml.plot.Mark.Tone;
import dev.dml.plot.Markup;
import dev.dml.plot.Scale;
import dev.dml.plot.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The coverage at each point of a grid, with 1.96 Monte Carlo errors on both sides, beside what it
 * should be.
 *
 * @param title what is shown
 * @param lines what was found, one at least
 */
record CoveragePlot(String title, List<Coverage.Line> lines) {

  private static final double LEFT = 360;
  private static final double RIGHT = 900;
  private static final double ROW = 18;
  private static final double TOP = 50;

  Scene scene() {
    double bottom = TOP + ROW * lines.size();
    double level = lines.getFirst().cell().level();
    Scale x =
        Scale.around(
            Stream.concat(Stream.of(level - 0.05, 1.0), lines.stream().map(CoveragePlot::low))
                .toList(),
            LEFT,
            RIGHT);
    List<Markup> marks = new ArrayList<>();
    marks.add(Mark.text(LEFT, 20, "start", Tone.INK, title));
    marks.add(Mark.text(RIGHT + 10, TOP - 8, "start", Tone.INK, "coverage, length"));
    marks.addAll(new Frame(x, new Scale(0, 1, bottom, TOP)).below("coverage"));
    marks.add(Mark.line(x.at(level), TOP, x.at(level), bottom, Tone.QUIET, 1));
    for (int i = 0; i < lines.size(); i++) {
      marks.addAll(row(lines.get(i), x, TOP + (i + 0.5) * ROW));
    }
    String words =
        String.join("; ", lines.stream().map(l -> l.name() + ": " + numbers(l)).toList());
    return new Scene(title, words, RIGHT + 130, bottom + 48, marks);
  }

  private static double reach(Coverage.Line line) {
    return 1.96 * line.cell().error(line.cell().coverage());
  }

  private static double low(Coverage.Line line) {
    return Math.max(0, line.cell().coverage() - reach(line));
  }

  private static List<Markup> row(Coverage.Line line, Scale x, double y) {
    Coverage.Cell cell = line.cell();
    boolean far = Math.abs(cell.coverage() - cell.level()) > 3 * cell.error(cell.level());
    double high = Math.min(1, cell.coverage() + reach(line));
    return List.of(
        Mark.text(LEFT - 8, y + 4, "end", Tone.INK, line.name()),
        Mark.line(x.at(low(line)), y, x.at(high), y, Tone.QUIET, 1),
        Mark.dot(x.at(cell.coverage()), y, 3, far ? Tone.SECOND : Tone.ACCENT),
        Mark.text(RIGHT + 10, y + 4, "start", Tone.INK, numbers(line)));
  }

  private static String numbers(Coverage.Line line) {
    return String.format(
        Locale.ROOT, "%.3f, %.4g", line.cell().coverage(), line.cell().meanLength());
  }
}
