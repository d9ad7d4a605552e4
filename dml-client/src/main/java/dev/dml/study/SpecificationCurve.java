package dev.dml.study;

import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The estimates of all points of a grid from the smallest to the largest with their intervals,
 * above a matrix of what was chosen for each: a specification curve (Simonsohn, Simmons and Nelson,
 * Nature Human Behaviour 4, 2020).
 */
final class SpecificationCurve {

  private static final double LEFT = 260;
  private static final double WIDTH = 960;
  private static final double TOP = 40;
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

  /** How many estimates there are. */
  int size() {
    return bars.size();
  }

  /** How many intervals lie above 0, and how many below. */
  int[] signs() {
    return new int[] {
      (int) bars.stream().filter(bar -> bar.low > 0).count(),
      (int) bars.stream().filter(bar -> bar.high < 0).count()
    };
  }

  /** The estimate in the middle. */
  double median() {
    double[] all = bars.stream().mapToDouble(Bar::estimate).toArray();
    return dev.dml.inference.Median.of(all);
  }

  double least() {
    return bars.stream().mapToDouble(Bar::estimate).min().orElse(Double.NaN);
  }

  double most() {
    return bars.stream().mapToDouble(Bar::estimate).max().orElse(Double.NaN);
  }

  String draw() {
    List<Bar> sorted =
        bars.stream()
            .sorted(Comparator.comparingDouble(Bar::estimate).thenComparingInt(Bar::number))
            .toList();
    List<Choice> choices = choices();
    double bottom = TOP + PLOT;
    Svg svg = new Svg(WIDTH + 20, bottom + 30 + ROW * choices.size(), study.name());
    svg.label(LEFT, 20, "start", study.name() + ": " + term + ", " + sorted.size() + " estimates");
    Scale y =
        Scale.of(
            Math.min(0, sorted.stream().mapToDouble(Bar::low).min().orElse(0)),
            Math.max(0, sorted.stream().mapToDouble(Bar::high).max().orElse(1)),
            bottom,
            TOP);
    for (double tick : y.ticks()) {
      svg.line(LEFT - 4, y.at(tick), LEFT, y.at(tick), Svg.BLACK);
      svg.label(LEFT - 8, y.at(tick) + 4, "end", Scale.text(tick));
    }
    svg.line(LEFT, y.at(0), WIDTH, y.at(0), Svg.GREY);
    double step = (WIDTH - LEFT) / Math.max(1, sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      Bar bar = sorted.get(i);
      double x = LEFT + (i + 0.5) * step;
      svg.line(x, y.at(bar.low), x, y.at(bar.high), Svg.GREY);
      svg.dot(x, y.at(bar.estimate), Math.clamp(step / 3, 0.8, 3), bar.colour());
    }
    matrix(svg, sorted, choices, bottom + 24, step);
    return svg.toString();
  }

  private void matrix(Svg svg, List<Bar> sorted, List<Choice> choices, double top, double step) {
    for (int row = 0; row < choices.size(); row++) {
      Choice choice = choices.get(row);
      double y = top + row * ROW;
      svg.label(LEFT - 8, y + 4, "end", shortened(choice.variable + ": " + choice.value));
      for (int i = 0; i < sorted.size(); i++) {
        if (study.labels(sorted.get(i).number).get(choice.column).equals(choice.value)) {
          svg.dot(LEFT + (i + 0.5) * step, y, Math.clamp(step / 3, 0.8, 3), Svg.BLACK);
        }
      }
    }
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

    private String colour() {
      return low > 0 || high < 0 ? Svg.BLUE : Svg.RED;
    }
  }
}
