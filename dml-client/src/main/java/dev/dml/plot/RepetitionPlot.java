package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.EstimateEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The estimates of all repetitions as dots above each other where they would cover each other, and
 * the aggregate with its interval below: how much the answer depends on the random split.
 *
 * @param effect the effect
 * @param name what it is of, as a reader should see it
 */
record RepetitionPlot(EstimateEntry effect, String name) {

  private static final double LEFT = 24;
  private static final double RIGHT = Scene.USUAL_WIDTH - 24;
  private static final double TOP = 10;
  private static final double BELOW = 48;
  private static final int MOST_ROWS = 40;

  Scene scene() {
    List<Double> coefficients =
        effect.repetitions().stream().map(EstimateEntry.Repetition::coefficient).toList();
    Scale x =
        Scale.around(
            Stream.concat(
                    coefficients.stream(),
                    Stream.of(
                        effect.confidenceInterval().lower(), effect.confidenceInterval().upper()))
                .toList(),
            LEFT,
            RIGHT);
    double radius = coefficients.size() > 60 ? 3 : 4.5;
    double[] filled = new double[(int) ((RIGHT - LEFT) / (2 * radius)) + 2];
    int most = 1;
    List<double[]> places = new ArrayList<>();
    for (double coefficient : coefficients.stream().filter(Double::isFinite).sorted().toList()) {
      int column = (int) ((x.at(coefficient) - LEFT) / (2 * radius));
      int row = (int) Math.min(MOST_ROWS - 1, filled[column]++);
      most = Math.max(most, row + 1);
      places.add(new double[] {LEFT + (column + 0.5) * 2 * radius, row});
    }
    double floor = TOP + most * 2 * radius + 6;
    double bottom = floor + 30;
    Frame frame = new Frame(x, new Scale(0, 1, bottom, TOP));
    List<Markup> marks = new ArrayList<>(frame.below("estimate"));
    marks.addAll(frame.zero());
    for (double[] place : places) {
      marks.add(
          Mark.dot(place[0], floor - radius - place[1] * 2 * radius, radius - 0.5, Tone.SECOND));
    }
    double y = floor + 15;
    double left = x.at(effect.confidenceInterval().lower());
    marks.add(
        Mark.box(left, y - 1.5, x.at(effect.confidenceInterval().upper()) - left, 3, Tone.ACCENT));
    marks.add(Mark.dot(x.at(effect.coefficient()), y, 5.5, Tone.ACCENT));
    return new Scene(
        "Repetitions of " + name, description(), Scene.USUAL_WIDTH, bottom + BELOW, marks);
  }

  private String description() {
    double[] values =
        effect.repetitions().stream()
            .mapToDouble(EstimateEntry.Repetition::coefficient)
            .sorted()
            .toArray();
    double se = effect.standardError();
    return Digits.count(values.length)
        + " estimates from "
        + Digits.beside(se, Arrays.stream(values).min().orElse(Double.NaN))
        + " to "
        + Digits.beside(se, Arrays.stream(values).max().orElse(Double.NaN))
        + ", aggregated to "
        + Digits.beside(se, effect.coefficient());
  }
}
