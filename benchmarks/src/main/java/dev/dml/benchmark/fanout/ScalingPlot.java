package dev.dml.benchmark.fanout;

import dev.dml.plot.Frame;
import dev.dml.plot.Mark;
import dev.dml.plot.Markup;
import dev.dml.plot.Scale;
import dev.dml.plot.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The efficiency of estimations that grow with what they run on, as a picture. */
record ScalingPlot(List<ScalingCell> cells) {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 300;

  Scene scene() {
    double most = cells.stream().mapToInt(ScalingCell::workers).max().orElseThrow();
    Frame frame =
        new Frame(new Scale(0, 1.05 * most, 60, WIDTH - 20), new Scale(0, 1.1, HEIGHT - 50, 40));
    List<Markup> marks = new ArrayList<>();
    marks.addAll(frame.below("environments at once"));
    marks.addAll(frame.beside("ideal time over elapsed time"));
    ScalingCell before = null;
    for (ScalingCell cell : cells) {
      double x = frame.x().at(cell.workers());
      double y = frame.y().at(cell.efficiency());
      if (before != null) {
        double beforeX = frame.x().at(before.workers());
        double beforeY = frame.y().at(before.efficiency());
        marks.add(Mark.line(beforeX, beforeY, x, y, Mark.Tone.ACCENT, 1.5));
      }
      marks.add(Mark.dot(x, y, 4, Mark.Tone.ACCENT));
      marks.add(Mark.text(x, y - 10, "middle", Mark.Tone.QUIET, "R = " + cell.repetitions()));
      before = cell;
    }
    return new Scene("Weak scaling", words(), WIDTH, HEIGHT, marks);
  }

  private String words() {
    return cells.stream()
        .map(
            cell ->
                String.format(
                    Locale.ROOT,
                    "%d repetitions on %d environments: %.2f",
                    cell.repetitions(),
                    cell.workers(),
                    cell.efficiency()))
        .collect(Collectors.joining("; "));
  }
}
