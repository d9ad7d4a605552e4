package dev.dml.plot;

import dev.dml.model.EffectAverage.Family;
import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Averages of effects on groups in periods from left to right, each a dot on its interval; lighter
 * and wider behind it the interval that holds for all, where there is one.
 *
 * @param family what effects are averaged over
 * @param averages the averages in ascending order, at least one, without that of all
 */
record AveragePlot(Family family, List<AverageEntry> averages) {

  private static final double LEFT = 64;
  private static final double RIGHT = Scene.USUAL_WIDTH - 20;
  private static final double TOP = 26;
  private static final double BOTTOM = 306;
  private static final double WIDEST_BAR = 12;

  /** The picture of a family of averages, if there are some of it. */
  static Optional<Scene> of(Family family, List<AverageEntry> all) {
    List<AverageEntry> averages =
        all.stream()
            .filter(
                each -> each.family() == family && each.at().filter(Double::isFinite).isPresent())
            .filter(each -> ends(each.effect().confidenceInterval()).allMatch(Double::isFinite))
            .sorted(Comparator.comparingDouble(AveragePlot::at))
            .toList();
    return averages.isEmpty()
        ? Optional.empty()
        : Optional.of(new AveragePlot(family, averages).scene());
  }

  private static double at(AverageEntry average) {
    return average.at().orElseThrow();
  }

  private static Stream<Double> ends(Interval interval) {
    return Stream.of(interval.lower(), interval.upper());
  }

  private Scene scene() {
    double step = step();
    Scale x =
        new Scale(
            at(averages.getFirst()) - 0.6 * step, at(averages.getLast()) + 0.6 * step, LEFT, RIGHT);
    Scale y = vertical();
    List<Markup> marks = new ArrayList<>(new Frame(x, y).beside(vertically()));
    marks.add(Mark.line(LEFT, y.at(0), RIGHT, y.at(0), Tone.QUIET, 1.5));
    double bar = Math.min(WIDEST_BAR, 0.7 * (x.at(step) - x.at(0)));
    averages.forEach(average -> draw(average, x.at(at(average)), y, bar, marks));
    places(x, x.at(step) - x.at(0), marks);
    border().ifPresent(at -> border(x.at(at), marks));
    return new Scene(title(), description(), Scene.USUAL_WIDTH, BOTTOM + 48, marks);
  }

  /** The least distance of two neighbours. */
  private double step() {
    return IntStream.range(1, averages.size())
        .mapToDouble(i -> at(averages.get(i)) - at(averages.get(i - 1)))
        .filter(distance -> distance > 0)
        .min()
        .orElse(1);
  }

  /** With room for words above. */
  private Scale vertical() {
    Stream<Double> ends =
        averages.stream()
            .flatMap(
                each ->
                    Stream.concat(
                        Stream.of(each.effect().confidenceInterval()), each.joint().stream()))
            .flatMap(AveragePlot::ends);
    Scale around = Scale.around(Stream.concat(ends, Stream.of(0.0)).toList(), BOTTOM, TOP);
    double room = 0.06 * (around.most() - around.least());
    return new Scale(around.least(), around.most() + room, BOTTOM, TOP);
  }

  private String vertically() {
    String level = Digits.percent(averages.getFirst().effect().confidenceInterval().level());
    return "effect with "
        + level
        + " interval"
        + (isJoint() ? "; lighter: that of all together" : "");
  }

  private boolean isJoint() {
    return averages.stream().anyMatch(each -> each.joint().isPresent());
  }

  private static void draw(
      AverageEntry average, double x, Scale y, double bar, List<Markup> marks) {
    average.joint().ifPresent(joint -> marks.add(bar(joint, x, y, bar, Tone.BAND)));
    EstimateEntry effect = average.effect();
    marks.add(bar(effect.confidenceInterval(), x, y, bar / 4, Tone.ACCENT));
    marks.add(Mark.dot(x, y.at(effect.coefficient()), bar * 0.3, Tone.ACCENT));
  }

  private static Markup bar(Interval interval, double x, Scale y, double width, Tone tone) {
    double top = y.at(interval.upper());
    return Mark.box(x - width / 2, top, width, y.at(interval.lower()) - top, tone);
  }

  /** The horizontal axis: what averages are of, as many as have room, that at 0 among them. */
  private void places(Scale x, double step, List<Markup> marks) {
    List<String> labels =
        averages.stream().map(each -> EstimateEntry.plain(at(each)).replace('-', '−')).toList();
    int letters = labels.stream().mapToInt(String::length).max().orElse(1);
    int every = (int) Math.ceil((letters + 1) * Lettering.LETTER / step);
    int first = Math.max(0, labels.indexOf("0")) % every;
    marks.add(Mark.line(LEFT, BOTTOM, RIGHT, BOTTOM, Tone.LINE, 1));
    for (int i = first; i < labels.size(); i += every) {
      double at = x.at(at(averages.get(i)));
      marks.add(Mark.line(at, BOTTOM, at, BOTTOM + 4, Tone.LINE, 1));
      marks.add(Mark.text(at, BOTTOM + 16, "middle", Tone.QUIET, labels.get(i)));
    }
    marks.add(Mark.text((LEFT + RIGHT) / 2, BOTTOM + 34, "middle", Tone.QUIET, horizontally()));
  }

  /** Between the times before the treatment and those after, if there are both. */
  private Optional<Double> border() {
    if (family != Family.EVENT_STUDY) {
      return Optional.empty();
    }
    double before =
        averages.stream()
            .mapToDouble(AveragePlot::at)
            .filter(at -> at < 0)
            .max()
            .orElse(Double.NaN);
    double after =
        averages.stream()
            .mapToDouble(AveragePlot::at)
            .filter(at -> at >= 0)
            .min()
            .orElse(Double.NaN);
    return Optional.of((before + after) / 2).filter(Double::isFinite);
  }

  private static void border(double x, List<Markup> marks) {
    marks.add(Mark.dashed(x, TOP, x, BOTTOM, Tone.INK));
    marks.add(Mark.text(x - 6, TOP + 12, "end", Tone.INK, "before"));
    marks.add(Mark.text(x + 6, TOP + 12, "start", Tone.INK, "after"));
  }

  private String title() {
    return switch (family) {
      case EVENT_STUDY -> "Effects by time since the treatment (event study)";
      case GROUP -> "Effects by group of first treatment";
      case TIME -> "Effects by period";
    };
  }

  private String horizontally() {
    return switch (family) {
      case EVENT_STUDY -> "periods since treatment";
      case GROUP -> "group, by the period of its first treatment";
      case TIME -> "period";
    };
  }

  private String description() {
    return averages.stream()
        .map(each -> each.name() + ": " + ForestPlot.numbers(each.effect()))
        .collect(Collectors.joining("; "));
  }
}
