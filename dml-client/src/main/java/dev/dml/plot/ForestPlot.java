package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Effects below each other, each a dot on its interval; lighter and wider behind it the interval
 * that holds for all at once, where there is one.
 *
 * @param title what it shows
 * @param names what each effect is called
 * @param effects the effects
 * @param joint the joint intervals, as many as effects; empty if there are none
 */
record ForestPlot(
    String title, List<String> names, List<EstimateEntry> effects, List<Interval> joint) {

  private static final double ROW = 34;
  private static final double TOP = 14;
  private static final double LEAST_RIGHT = 190;
  private static final double BELOW = 48;
  private static final int MOST_LETTERS = 34;

  Scene scene() {
    List<Lettering> shown = names.stream().map(name -> Lettering.of(name, MOST_LETTERS)).toList();
    double left = shown.stream().mapToDouble(Lettering::width).max().orElse(1) + 18;
    // Wide enough for fonts that pictures fall back to.
    double numbers = effects.stream().mapToInt(e -> numbers(e).length()).max().orElse(1) * 7.4 + 12;
    double end = Scene.USUAL_WIDTH - Math.max(LEAST_RIGHT, numbers);
    double bottom = TOP + ROW * effects.size();
    Scale x =
        Scale.around(
            Stream.concat(effects.stream().map(EstimateEntry::confidenceInterval), joint.stream())
                .flatMap(each -> Stream.of(each.lower(), each.upper()))
                .toList(),
            left,
            end);
    Frame frame = new Frame(x, new Scale(0, 1, bottom, TOP));
    List<Markup> marks = new ArrayList<>(frame.below("estimate"));
    marks.addAll(frame.zero());
    for (int i = 0; i < effects.size(); i++) {
      double y = TOP + ROW * (i + 0.5);
      EstimateEntry effect = effects.get(i);
      if (!joint.isEmpty()) {
        marks.add(bar(x, joint.get(i), y, 12, Tone.BAND));
      }
      marks.add(bar(x, effect.confidenceInterval(), y, 3, Tone.ACCENT));
      marks.add(Mark.dot(x.at(effect.coefficient()), y, 5, Tone.ACCENT));
      name(shown.get(i), left - 10, y, marks);
      marks.add(Mark.text(end + 12, y + 4, "start", Tone.INK, numbers(effect)));
    }
    return new Scene(title, description(), Scene.USUAL_WIDTH, bottom + BELOW, marks);
  }

  private static Markup bar(Scale x, Interval interval, double y, double height, Tone tone) {
    double left = x.at(interval.lower());
    return Mark.box(left, y - height / 2, x.at(interval.upper()) - left, height, tone);
  }

  private static void name(Lettering name, double x, double y, List<Markup> marks) {
    if (name.isOneLine()) {
      marks.add(Mark.text(x, y + 4, "end", Tone.INK, name.first()));
    } else {
      marks.add(Mark.text(x, y - 3, "end", Tone.INK, name.first()));
      marks.add(Mark.text(x, y + 11, "end", Tone.INK, name.second()));
    }
  }

  static String numbers(EstimateEntry effect) {
    double se = effect.standardError();
    return (Digits.beside(se, effect.coefficient())
            + " ["
            + Digits.beside(se, effect.confidenceInterval().lower())
            + ", "
            + Digits.beside(se, effect.confidenceInterval().upper())
            + "]")
        .replace('-', '−');
  }

  private String description() {
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + ": " + numbers(effects.get(i)))
        .collect(Collectors.joining("; "));
  }
}
