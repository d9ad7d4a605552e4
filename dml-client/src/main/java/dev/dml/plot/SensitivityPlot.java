package dev.dml.plot;

import dev.dml.data.ColumnLabels;
import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.SensitivityEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What a confounder that nobody observed could make of an effect: lines of equal bound by how much
 * it explains of the treatment and of the outcome, with observed covariates as benchmarks.
 *
 * @param sensitivity the answer
 * @param contour the bound on a grid
 * @param effect what the effect is called
 * @param labels what columns are called
 */
record SensitivityPlot(
    SensitivityEntry sensitivity,
    SensitivityEntry.Contour contour,
    String effect,
    ColumnLabels labels) {

  private static final double LEFT = 64;
  private static final double RIGHT = Scene.USUAL_WIDTH - 24;
  private static final double TOP = 26;
  private static final double BOTTOM = 346;
  private static final int LEVELS = 12;

  Scene scene() {
    Scale x = new Scale(0, contour.cfD().getLast(), LEFT, RIGHT);
    Scale y = new Scale(0, contour.cfY().getLast(), BOTTOM, TOP);
    List<Markup> marks = new ArrayList<>();
    Frame frame = new Frame(x, y);
    marks.addAll(frame.below("strength with the treatment, cf_d"));
    marks.addAll(frame.beside("strength with the outcome, cf_y"));
    Contours contours =
        new Contours(
            contour.cfD().stream().map(x::at).toList(),
            contour.cfY().stream().map(y::at).toList(),
            contour.bound());
    lines(contours, marks);
    String critical = contours.path(sensitivity.nullEffect());
    if (!critical.isEmpty()) {
      marks.add(Mark.curve(critical, Tone.SECOND, 2.5));
    }
    point(x, y, sensitivity.cfD(), sensitivity.cfY(), "asked", Tone.ACCENT, marks);
    sensitivity
        .benchmarks()
        .forEach(
            (name, benchmark) ->
                point(x, y, benchmark.cfD(), benchmark.cfY(), labels.of(name), Tone.INK, marks));
    return new Scene(
        "Bounds of the effect of " + effect + " under an unobserved confounder",
        description(),
        Scene.USUAL_WIDTH,
        BOTTOM + 48,
        marks);
  }

  private void lines(Contours contours, List<Markup> marks) {
    List<Double> all =
        contour.bound().stream()
            .flatMap(List::stream)
            .filter(value -> value != null && Double.isFinite(value))
            .toList();
    if (all.stream().distinct().count() < 2) {
      return;
    }
    List<Double> levels = Scale.around(all, 0, 1).ticks(LEVELS);
    List<String> labels = Scale.labels(levels);
    for (int i = 0; i < levels.size(); i++) {
      String path = contours.path(levels.get(i));
      if (!path.isEmpty()) {
        marks.add(Mark.curve(path, Tone.QUIET, 1));
        label(path, labels.get(i), marks);
      }
    }
  }

  /** Beside the middle of the line. */
  private static void label(String path, String text, List<Markup> marks) {
    String[] steps = path.substring(1).split("[ML]", -1);
    String[] place = steps[steps.length / 2].split(" ", -1);
    marks.add(
        beside(
            Double.parseDouble(place[0]), 3, Double.parseDouble(place[1]) - 3, Tone.QUIET, text));
  }

  private static void point(
      Scale x, Scale y, double cfD, double cfY, String name, Tone tone, List<Markup> marks) {
    if (x.holds(cfD) && y.holds(cfY)) {
      marks.add(Mark.dot(x.at(cfD), y.at(cfY), 5, tone));
      marks.add(beside(x.at(cfD), 9, y.at(cfY) + 4, tone, name));
    }
  }

  /** To the right of a place, or to its left where the picture would end before the text. */
  private static Markup beside(double x, double gap, double y, Tone tone, String text) {
    return x + gap + Lettering.LETTER * text.length() <= Scene.USUAL_WIDTH
        ? Mark.text(x + gap, y, "start", tone, text)
        : Mark.text(x - gap, y, "end", tone, text);
  }

  private String description() {
    return "With cf_y "
        + Digits.significant(sensitivity.cfY(), 2)
        + " and cf_d "
        + Digits.significant(sensitivity.cfD(), 2)
        + " the effect lies between "
        + Digits.significant(sensitivity.thetaLower(), 4)
        + " and "
        + Digits.significant(sensitivity.thetaUpper(), 4)
        + "; the robustness value is "
        + Digits.fixed(sensitivity.rv(), 4);
  }
}
