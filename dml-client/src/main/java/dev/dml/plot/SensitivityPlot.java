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
  private static final double RADIUS = 5;
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
    Room room = new Room(LEFT, TOP, Scene.USUAL_WIDTH, BOTTOM + 8);
    List<Point> points = points(x, y);
    points.forEach(point -> room.dot(point.x, point.y, RADIUS));
    List<Markup> names = points.stream().map(point -> point.name(room)).toList();
    lines(contours, room, marks);
    String critical = contours.path(sensitivity.nullEffect());
    if (!critical.isEmpty()) {
      marks.add(Mark.curve(critical, Tone.SECOND, 2.5));
    }
    points.forEach(point -> marks.add(Mark.dot(point.x, point.y, RADIUS, point.tone)));
    marks.addAll(names);
    return new Scene(
        "Bounds of the effect of " + effect + " under an unobserved confounder",
        description(),
        Scene.USUAL_WIDTH,
        BOTTOM + 48,
        marks);
  }

  private void lines(Contours contours, Room room, List<Markup> marks) {
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
        room.text(along(path), Tone.QUIET, labels.get(i)).ifPresent(marks::add);
      }
    }
  }

  /** Beside a line, from its middle to its ends. */
  private static List<Room.Place> along(String path) {
    String[] steps = path.substring(1).split("[ML]", -1);
    List<Room.Place> places = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      int step = steps.length / 2 + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
      String[] at = steps[Math.min(step, steps.length - 1)].split(" ", -1);
      double x = Double.parseDouble(at[0]);
      double y = Double.parseDouble(at[1]) - 3;
      places.add(new Room.Place(x + 3, y, "start"));
      places.add(new Room.Place(x - 3, y, "end"));
    }
    return places;
  }

  private List<Point> points(Scale x, Scale y) {
    List<Point> points = new ArrayList<>();
    point(x, y, sensitivity.cfD(), sensitivity.cfY(), "asked", Tone.ACCENT, points);
    sensitivity
        .benchmarks()
        .forEach(
            (name, benchmark) ->
                point(x, y, benchmark.cfD(), benchmark.cfY(), labels.of(name), Tone.INK, points));
    return points;
  }

  private static void point(
      Scale x, Scale y, double cfD, double cfY, String name, Tone tone, List<Point> points) {
    if (x.holds(cfD) && y.holds(cfY)) {
      points.add(new Point(x.at(cfD), y.at(cfY), name, tone));
    }
  }

  /** A strength that has a name. */
  private record Point(double x, double y, String name, Tone tone) {

    private static final double GAP = 9;

    /** To the right of the dot, or elsewhere around it where there is no room. */
    Markup name(Room room) {
      List<Room.Place> places = new ArrayList<>();
      for (double up : new double[] {0, 12, -12}) {
        places.add(new Room.Place(x + GAP, y + 4 - up, "start"));
        places.add(new Room.Place(x - GAP, y + 4 - up, "end"));
      }
      Room.Place usual = places.getFirst();
      return room.text(places, tone, name)
          .orElseGet(() -> Mark.text(usual.x(), usual.y(), usual.anchor(), tone, name));
    }
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
