package dev.dml.study;

import dev.dml.inference.Median;
import dev.dml.plot.Frame;
import dev.dml.plot.Mark;
import dev.dml.plot.Mark.Tone;
import dev.dml.plot.Markup;
import dev.dml.plot.Scale;
import dev.dml.plot.Scene;
import dev.dml.report.number.Digits;
import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The estimates of all points of a grid from the smallest to the largest with their intervals,
 * above a matrix of what was chosen for each: a specification curve (Simonsohn, Simmons and Nelson,
 * Nature Human Behaviour 4, 2020).
 */
final class SpecificationCurve {

  private static final double LEFT = 260;
  private static final double WIDTH = 960;
  private static final double TOP = 48;
  private static final double PLOT = 300;
  private static final double ROW = 14;

  private final Study study;
  private final String term;
  private final List<Bar> bars = new ArrayList<>();

  /** An empty one of a term. */
  SpecificationCurve(Study study, String term) {
    this.study = study;
    this.term = term;
  }

  /** Takes an estimation into account. */
  void add(Outcome outcome) {
    for (List<String> row : outcome.rows()) {
      if (cell(row, "term").equals(term)) {
        bars.add(
            new Bar(
                outcome.number(),
                Double.parseDouble(cell(row, "estimate")),
                Double.parseDouble(cell(row, "conf.low")),
                Double.parseDouble(cell(row, "conf.high"))));
      }
    }
  }

  private static String cell(List<String> row, String column) {
    return row.get(ResultRows.COLUMNS.indexOf(column));
  }

  /** The headings of {@link #rows}. */
  static final List<String> HEADINGS =
      List.of(
          "variable",
          "value",
          "#estimates",
          "#median",
          "#least",
          "#greatest",
          "#above 0",
          "#below 0");

  /** The estimates by the value of each variable. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Choice choice : choices()) {
      List<Bar> some = bars.stream().filter(bar -> isOf(bar, choice)).toList();
      if (!some.isEmpty()) {
        rows.add(
            List.of(
                choice.variable,
                choice.value,
                Digits.count(some.size()),
                digits(median(some)),
                digits(least(some)),
                digits(most(some)),
                Digits.count(above(some)),
                Digits.count(below(some))));
      }
    }
    return rows;
  }

  /** What it shows in all. */
  String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d estimates from %s to %s, median %s; %,d intervals lie above 0, %,d below.",
        bars.size(),
        digits(least(bars)),
        digits(most(bars)),
        digits(median(bars)),
        above(bars),
        below(bars));
  }

  private static String digits(double value) {
    return Digits.significant(value, 4);
  }

  private static long above(List<Bar> some) {
    return some.stream().filter(bar -> bar.low > 0).count();
  }

  private static long below(List<Bar> some) {
    return some.stream().filter(bar -> bar.high < 0).count();
  }

  private static double median(List<Bar> some) {
    return Median.of(some.stream().mapToDouble(Bar::estimate).toArray());
  }

  private static double least(List<Bar> some) {
    return some.stream().mapToDouble(Bar::estimate).min().orElse(Double.NaN);
  }

  private static double most(List<Bar> some) {
    return some.stream().mapToDouble(Bar::estimate).max().orElse(Double.NaN);
  }

  private boolean isOf(Bar bar, Choice choice) {
    return study.labels(bar.number).get(choice.column).equals(choice.value);
  }

  Scene scene() {
    List<Bar> sorted =
        bars.stream()
            .sorted(Comparator.comparingDouble(Bar::estimate).thenComparingInt(Bar::number))
            .toList();
    List<Choice> choices = choices();
    double bottom = TOP + PLOT;
    Scale y =
        Scale.around(
            Stream.concat(Stream.of(0.0), sorted.stream().flatMap(b -> Stream.of(b.low, b.high)))
                .toList(),
            bottom,
            TOP);
    Scale x = new Scale(0, Math.max(1, sorted.size()), LEFT, WIDTH);
    String title = study.name() + ": " + term + ", " + sorted.size() + " estimates";
    List<Markup> marks = new ArrayList<>(new Frame(x, y).beside("estimate"));
    marks.add(Mark.text(LEFT, 16, "start", Tone.INK, title));
    marks.add(Mark.line(LEFT, y.at(0), WIDTH, y.at(0), Tone.QUIET, 1));
    for (int i = 0; i < sorted.size(); i++) {
      Bar bar = sorted.get(i);
      double at = x.at(i + 0.5);
      marks.add(Mark.line(at, y.at(bar.low), at, y.at(bar.high), Tone.BAND, 1));
      marks.add(Mark.dot(at, y.at(bar.estimate), radius(x), bar.tone()));
    }
    marks.addAll(matrix(sorted, choices, bottom + 24, x));
    return new Scene(title, sentence(), WIDTH + 20, bottom + 30 + ROW * choices.size(), marks);
  }

  /** Dots that do not touch, if there is room. */
  private static double radius(Scale x) {
    return Math.clamp((x.at(1) - x.at(0)) / 3, 0.8, 3);
  }

  private List<Markup> matrix(List<Bar> sorted, List<Choice> choices, double top, Scale x) {
    List<Markup> marks = new ArrayList<>();
    for (int row = 0; row < choices.size(); row++) {
      Choice choice = choices.get(row);
      double y = top + row * ROW;
      String words = shortened(choice.variable + ": " + choice.value);
      marks.add(Mark.text(LEFT - 8, y + 4, "end", Tone.INK, words));
      for (int i = 0; i < sorted.size(); i++) {
        if (isOf(sorted.get(i), choice)) {
          marks.add(Mark.dot(x.at(i + 0.5), y, radius(x), Tone.INK));
        }
      }
    }
    return marks;
  }

  private static String shortened(String words) {
    return words.length() <= 44 ? words : words.substring(0, 43) + "…";
  }

  private List<Choice> choices() {
    Set<Choice> choices = new LinkedHashSet<>();
    for (int column = 0; column < study.grid().size(); column++) {
      for (int point = 0; point < study.points(); point++) {
        choices.add(new Choice(column, study.grid().get(column), study.labels(point).get(column)));
      }
    }
    return List.copyOf(choices);
  }

  private record Choice(int column, String variable, String value) {}

  private record Bar(int number, double estimate, double low, double high) {

    private Tone tone() {
      return low > 0 || high < 0 ? Tone.ACCENT : Tone.SECOND;
    }
  }
}
