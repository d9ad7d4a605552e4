package dev.dml.plot;

import dev.dml.data.ColumnLabels;
import dev.dml.plot.Mark.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An effect along a column: a line with its pointwise band, and around it the band that holds
 * everywhere at once.
 *
 * @param title what it shows
 * @param column the column as a reader should see it
 * @param at where the effect is told
 * @param effect the effect there
 * @param lower the lower end of the pointwise band
 * @param upper its upper end
 * @param jointLower the lower end of the joint band; empty if there is none
 * @param jointUpper its upper end
 */
record CurvePlot(
    String title,
    String column,
    List<Double> at,
    List<Double> effect,
    List<Double> lower,
    List<Double> upper,
    List<Double> jointLower,
    List<Double> jointUpper) {

  private static final double LEFT = 64;
  private static final double RIGHT = Scene.USUAL_WIDTH - 20;
  private static final double TOP = 26;
  private static final double BOTTOM = 306;

  /** The curve that a section of a result tells, if it tells one. */
  static Optional<CurvePlot> of(Map<?, ?> section, ColumnLabels labels) {
    List<Double> at = numbers(section, "at");
    List<Double> effect = numbers(section, "effect");
    List<Double> lower = numbers(section, "lower");
    List<Double> upper = numbers(section, "upper");
    boolean whole =
        at.size() > 1
            && at.getFirst() < at.getLast()
            && Stream.of(effect, lower, upper).allMatch(each -> each.size() == at.size());
    String column = section.get("column") instanceof String name ? labels.of(name) : "";
    return whole
        ? Optional.of(
            new CurvePlot(
                "Effect of " + Plot.subject(section, labels) + " along " + column,
                column,
                at,
                effect,
                lower,
                upper,
                numbers(section, "joint_lower"),
                numbers(section, "joint_upper")))
        : Optional.empty();
  }

  private static List<Double> numbers(Map<?, ?> section, String key) {
    List<Double> numbers = new ArrayList<>();
    if (section.get(key) instanceof List<?> list) {
      for (Object each : list) {
        numbers.add(each instanceof Number number ? number.doubleValue() : Double.NaN);
      }
    }
    return numbers;
  }

  Scene scene() {
    Scale x = new Scale(at.getFirst(), at.getLast(), LEFT, RIGHT);
    Scale y =
        Scale.around(
            Stream.of(lower, upper, jointLower, jointUpper, List.of(0.0))
                .flatMap(List::stream)
                .toList(),
            BOTTOM,
            TOP);
    List<Markup> marks = new ArrayList<>();
    if (jointLower.size() == at.size()) {
      marks.add(Mark.area(band(x, y, jointLower, jointUpper), Tone.BAND).with("fill-opacity", 0.5));
    }
    marks.add(Mark.area(band(x, y, lower, upper), Tone.BAND));
    Frame frame = new Frame(x, y);
    marks.addAll(frame.below(column));
    marks.addAll(frame.beside("effect"));
    marks.add(Mark.line(LEFT, y.at(0), RIGHT, y.at(0), Tone.QUIET, 1.5));
    marks.add(Mark.curve("M" + line(x, y, effect, false), Tone.ACCENT, 2.5));
    return new Scene(
        title,
        "At "
            + at.size()
            + " points from "
            + Scale.labels(at).getFirst()
            + " to "
            + Scale.labels(at).getLast(),
        Scene.USUAL_WIDTH,
        BOTTOM + 48,
        marks);
  }

  private String band(Scale x, Scale y, List<Double> low, List<Double> high) {
    return "M" + line(x, y, low, false) + "L" + line(x, y, high, true) + "z";
  }

  private String line(Scale x, Scale y, List<Double> values, boolean backwards) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      int j = backwards ? at.size() - 1 - i : i;
      if (Double.isFinite(values.get(j))) {
        points.add(Markup.number(x.at(at.get(j))) + " " + Markup.number(y.at(values.get(j))));
      }
    }
    return String.join("L", points);
  }
}
