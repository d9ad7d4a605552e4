package dev.dml.billing;

import dev.dml.file.OutputFile;
import dev.dml.plot.Frame;
import dev.dml.plot.Mark;
import dev.dml.plot.Mark.Tone;
import dev.dml.plot.Markup;
import dev.dml.plot.Scale;
import dev.dml.plot.Scene;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of the attempts of a run: a bar each, in as few rows as they need, with what the
 * function did when; below it, how many ran at once. Its size does not depend on their number.
 *
 * @param title what ran, such as the name of the run
 * @param attempts the attempts
 */
public record Timeline(String title, List<BilledAttempt> attempts) implements OutputFile.Content {

  private static final double LEFT = 24;
  private static final double RIGHT = Scene.USUAL_WIDTH - 24;
  private static final double LEGEND = 14;
  private static final double TOP = 60;
  private static final int STRIP = 14;
  private static final double MOST_ROWS_HEIGHT = 480;
  private static final double TALLEST_ROW = 16;
  private static final int CURVE = 90;
  private static final int INTERVALS = 240;

  /** Copies. */
  public Timeline {
    attempts = List.copyOf(attempts);
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    out.write(scene().svg());
  }

  /** The picture. */
  public Scene scene() {
    double end =
        Math.max(1e-3, attempts.stream().mapToLong(a -> a.ended().toNanos()).max().orElse(0) / 1e9);
    Scale time = new Scale(0, end, LEFT, RIGHT);
    Lanes lanes = new Lanes(attempts.stream().filter(attempt -> !attempt.isThrottled()).toList());
    double row = Math.min(TALLEST_ROW, MOST_ROWS_HEIGHT / Math.max(1, lanes.count()));
    Bars bars = new Bars(time);
    lanes
        .byAttempt()
        .forEach((attempt, lane) -> bars.add(attempt, TOP + STRIP + lane * row, 0.9 * row));
    attempts.stream()
        .filter(BilledAttempt::isThrottled)
        .forEach(attempt -> bars.add(attempt, TOP, STRIP - 4));
    double bottom = TOP + STRIP + row * lanes.count() + CURVE + 30;
    List<Markup> marks = new ArrayList<>();
    marks.addAll(new Frame(time, new Scale(0, 1, bottom, TOP)).below("seconds"));
    double x = LEFT;
    double y = LEGEND;
    for (Map.Entry<Phase, StringBuilder> bar : bars.paths().entrySet()) {
      Phase phase = bar.getKey();
      double width = 30 + 6.6 * phase.label().length();
      if (x + width > RIGHT) {
        x = LEFT;
        y += 16;
      }
      marks.add(path(bar.getValue().toString(), phase.colour()));
      marks.add(path(Bars.rectangle(x, y - 9, 9, 9), phase.colour()));
      marks.add(Mark.text(x + 13, y, "start", Tone.QUIET, phase.label()));
      x += width;
    }
    marks.addAll(curve(bottom));
    return new Scene(title, totals(), Scene.USUAL_WIDTH, bottom + 44, marks);
  }

  private static Markup path(String path, String colour) {
    return Markup.of("path").with("d", path).with("fill", colour);
  }

  private String totals() {
    List<BilledAttempt> answered = attempts.stream().filter(a -> !a.isUnanswered()).toList();
    double used = answered.stream().mapToDouble(a -> a.used().value()).sum();
    Usd cost = answered.stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus);
    return format(
        "attempts: %,d, cold starts: %,d, GB-seconds: %.1f, cost: %s",
        attempts.size(), attempts.stream().filter(BilledAttempt::isCold).count(), used, cost);
  }

  /** How many ran at once, over time. */
  private List<Markup> curve(double bottom) {
    Load load = new Load(attempts);
    int peak = load.concurrency().peak();
    StringBuilder path = new StringBuilder(format("M%.1f,%.1f", LEFT, bottom));
    double[] running = load.running(INTERVALS);
    double width = (RIGHT - LEFT) / INTERVALS;
    for (int i = 0; i < running.length; i++) {
      double top = bottom - CURVE * running[i] / Math.max(1, peak);
      path.append(format("V%.1fH%.1f", top, LEFT + (i + 1) * width));
    }
    return List.of(
        Mark.area(format("%sV%.1fz", path, bottom), Tone.BAND),
        Mark.text(
            LEFT, bottom - CURVE - 6, "start", Tone.QUIET, "invocations at once, at most " + peak));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
