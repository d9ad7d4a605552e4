package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import java.util.ArrayList;
import java.util.List;

/**
 * The axes of a picture.
 *
 * @param x the horizontal scale
 * @param y the vertical scale, whose begin is below
 */
public record Frame(Scale x, Scale y) {

  private static final int TICKS = 6;

  /** The horizontal axis with its labels, and lines up from them. */
  public List<Markup> below(String title) {
    List<Markup> marks = new ArrayList<>();
    double bottom = y.begin();
    List<Double> ticks = x.ticks(TICKS);
    List<String> labels = Scale.labels(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double at = x.at(ticks.get(i));
      marks.add(Mark.line(at, y.end(), at, bottom, Tone.LINE, 1));
      marks.add(Mark.text(at, bottom + 16, "middle", Tone.QUIET, labels.get(i)));
    }
    marks.add(Mark.text((x.begin() + x.end()) / 2, bottom + 34, "middle", Tone.QUIET, title));
    return marks;
  }

  /** The vertical axis with its labels, and lines from them; its title stands above. */
  public List<Markup> beside(String title) {
    List<Markup> marks = new ArrayList<>();
    List<Double> ticks = y.ticks(TICKS);
    List<String> labels = Scale.labels(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double at = y.at(ticks.get(i));
      marks.add(Mark.line(x.begin(), at, x.end(), at, Tone.LINE, 1));
      marks.add(Mark.text(x.begin() - 6, at + 4, "end", Tone.QUIET, labels.get(i)));
    }
    marks.add(Mark.text(x.begin(), y.end() - 8, "start", Tone.QUIET, title));
    return marks;
  }

  /** The vertical line at zero, if it is on the scale. */
  List<Markup> zero() {
    return x.holds(0)
        ? List.of(Mark.line(x.at(0), y.end(), x.at(0), y.begin(), Tone.QUIET, 1.5))
        : List.of();
  }
}
