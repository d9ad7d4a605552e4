package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.PropensityEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether predicted probabilities come true: for rows of about the same propensity, the share of
 * those with value 1. On the diagonal they do; the larger a dot, the more rows.
 *
 * @param propensity the propensities
 * @param histogram the counts by arm
 * @param arms what the probabilities are of
 */
record CalibrationPlot(PropensityEntry propensity, PropensityEntry.Histogram histogram, Arms arms) {

  private static final double SIZE = 340;
  private static final double LEFT = 52;
  private static final double TOP = 26;
  private static final double SIDE = 260;

  Scene scene() {
    Scale x = new Scale(0, 1, LEFT, LEFT + SIDE);
    Scale y = new Scale(0, 1, TOP + SIDE, TOP);
    Frame frame = new Frame(x, y);
    List<Markup> marks = new ArrayList<>(frame.below("mean predicted probability"));
    marks.addAll(frame.beside("share with " + arms.first()));
    marks.add(Mark.dashed(x.at(0), y.at(0), x.at(1), y.at(1), Tone.QUIET));
    long all = 0;
    for (int i = 0; i < histogram.mean().size(); i++) {
      all += rows(i);
    }
    for (int i = 0; i < histogram.mean().size(); i++) {
      Double mean = histogram.mean().get(i);
      if (mean != null && rows(i) > 0) {
        double share = histogram.treated().get(i) / (double) rows(i);
        double radius = 2.5 + 14 * Math.sqrt(rows(i) / (double) all);
        marks.add(
            Mark.dot(x.at(Math.clamp(mean, 0, 1)), y.at(share), radius, Tone.ACCENT)
                .with("fill-opacity", 0.75));
      }
    }
    return new Scene(
        "Calibration of the propensities of " + arms.name(),
        "A dot for each of the " + Digits.count(histogram.mean().size()) + " bins that has rows",
        SIZE,
        TOP + SIDE + 48,
        marks);
  }

  private long rows(int bin) {
    return histogram.treated().get(bin) + histogram.controls().get(bin);
  }
}
