package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.PropensityEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The propensities of the two arms as histograms, one up and one down: arms can be compared where
 * there are rows on both sides.
 *
 * @param propensity the propensities, with their histogram
 * @param histogram the counts by arm
 * @param arms what the probabilities are of
 */
record OverlapPlot(PropensityEntry propensity, PropensityEntry.Histogram histogram, Arms arms) {

  private static final double LEFT = 54;
  private static final double RIGHT = Scene.USUAL_WIDTH - 16;
  private static final double TOP = 26;
  private static final double HALF = 100;
  private static final double BELOW = 48;

  Scene scene() {
    double up = share(histogram.treated());
    double down = share(histogram.controls());
    double most = Math.max(up, down) * 1.05;
    double middle = TOP + HALF;
    Scale x = new Scale(0, 1, LEFT, RIGHT);
    Frame frame = new Frame(x, new Scale(0, 1, middle + HALF, TOP));
    List<Markup> marks = new ArrayList<>(frame.below("predicted probability that " + arms.first()));
    bars(histogram.treated(), most, -1, Tone.ACCENT, marks);
    bars(histogram.controls(), most, 1, Tone.SECOND, marks);
    marks.add(Mark.line(LEFT, middle, RIGHT, middle, Tone.INK, 1));
    marks.add(
        Mark.text(
            LEFT,
            TOP - 10,
            "start",
            Tone.ACCENT,
            "↑ " + arms.first() + ": " + Digits.count(propensity.treated()) + " rows"));
    marks.add(
        Mark.text(
            RIGHT,
            TOP - 10,
            "end",
            Tone.SECOND,
            "↓ " + arms.second() + ": " + Digits.count(propensity.controls()) + " rows"));
    marks.add(
        Mark.text(
            LEFT - 8, middle - HALF + 8, "end", Tone.QUIET, Digits.fixed(100 * most, 0) + " %"));
    marks.add(Mark.text(LEFT - 8, middle + 4, "end", Tone.QUIET, "0"));
    marks.add(
        Mark.text(LEFT - 8, middle + HALF, "end", Tone.QUIET, Digits.fixed(100 * most, 0) + " %"));
    return new Scene(
        "Overlap of the arms of " + arms.name(),
        description(),
        Scene.USUAL_WIDTH,
        middle + HALF + BELOW,
        marks);
  }

  private static double share(List<Long> counts) {
    double sum = counts.stream().mapToLong(c -> c).sum();
    return counts.stream().mapToLong(c -> c).max().orElse(0) / Math.max(1, sum);
  }

  private void bars(List<Long> counts, double most, int direction, Tone tone, List<Markup> marks) {
    double sum = Math.max(1, counts.stream().mapToLong(c -> c).sum());
    double width = (RIGHT - LEFT) / counts.size();
    double middle = TOP + HALF;
    for (int i = 0; i < counts.size(); i++) {
      double height = counts.get(i) / sum / most * HALF;
      if (height > 0) {
        double top = direction < 0 ? middle - height : middle;
        marks.add(Mark.box(LEFT + i * width + 0.5, top, width - 1, Math.max(0.6, height), tone));
      }
    }
  }

  private String description() {
    return "Propensities reach from "
        + Digits.fixed(propensity.minimum(), 3)
        + " to "
        + Digits.fixed(propensity.maximum(), 3)
        + "; "
        + Digits.fixed(100 * propensity.shareOutside05(), 1)
        + " % of them lie outside 0.05 to 0.95";
  }
}
