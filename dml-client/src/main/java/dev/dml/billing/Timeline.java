package dev.dml.billing;

import dev.dml.file.OutputFile;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * A picture of the attempts of a run as SVG: a bar each, in as few rows as they need, with what the
 * function did when; below it, how many ran at once. Its size does not depend on their number.
 *
 * @param title what ran, such as the name of the run
 * @param attempts the attempts
 */
public record Timeline(String title, List<BilledAttempt> attempts) implements OutputFile.Content {

  private static final int LEFT = 66;
  private static final int RIGHT = 976;
  private static final int TOP = 60;
  private static final int STRIP = 14;
  private static final double MOST_ROWS_HEIGHT = 480;
  private static final double TALLEST_ROW = 16;
  private static final int CURVE = 90;
  private static final int INTERVALS = 240;
  private static final int TICKS = 8;
  private static final String BLACK = "#333333";

  /** Copies. */
  public Timeline {
    attempts = List.copyOf(attempts);
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    double end = attempts.stream().mapToLong(a -> a.ended().toNanos()).max().orElse(0) / 1e9;
    double scale = (RIGHT - LEFT) / Math.max(1e-3, end);
    Lanes lanes = new Lanes(attempts.stream().filter(attempt -> !attempt.isThrottled()).toList());
    double row = Math.min(TALLEST_ROW, MOST_ROWS_HEIGHT / Math.max(1, lanes.count()));
    Bars bars = new Bars(LEFT, scale);
    lanes
        .byAttempt()
        .forEach((attempt, lane) -> bars.add(attempt, TOP + STRIP + lane * row, 0.9 * row));
    attempts.stream()
        .filter(BilledAttempt::isThrottled)
        .forEach(attempt -> bars.add(attempt, TOP, STRIP - 4));
    double bottom = TOP + STRIP + row * lanes.count() + CURVE + 30;
    String name = title.replace("&", "&amp;").replace("<", "&lt;");
    StringBuilder svg =
        new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" height=\"")
            .append(format("%.0f\" font-family=\"sans-serif\" font-size=\"11\"", bottom + 30))
            .append(format(" style=\"background:#ffffff\">\n<title>%s</title>\n", name))
            .append(label(LEFT, 16, BLACK, name))
            .append(label(LEFT, 32, BLACK, totals()));
    double x = LEFT;
    for (var bar : bars.paths().entrySet()) {
      Phase phase = bar.getKey();
      svg.append(format("<path fill=\"%s\" d=\"%s\"/>\n", phase.colour(), bar.getValue()));
      svg.append(label(x, 50, phase.colour(), "&#9632;"));
      svg.append(label(x + 12, 50, BLACK, phase.label()));
      x += 30 + 6.2 * phase.label().length();
    }
    for (int i = 0; i <= TICKS; i++) {
      double at = LEFT + (RIGHT - LEFT) * i / (double) TICKS;
      svg.append(label(at, bottom + 16, BLACK, format("%.3g s", end * i / TICKS)));
    }
    out.write(svg.append(curve(end * scale / INTERVALS, bottom)).append("</svg>\n").toString());
  }

  private String totals() {
    List<BilledAttempt> answered = attempts.stream().filter(a -> !a.isUnanswered()).toList();
    double used = answered.stream().mapToDouble(a -> a.used().value()).sum();
    Usd cost = answered.stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus);
    return format(
        "attempts: %,d, cold starts: %,d, GB-seconds: %.1f, cost: %s",
        attempts.size(), attempts.stream().filter(BilledAttempt::isCold).count(), used, cost);
  }

  private String curve(double width, double bottom) {
    Load load = new Load(attempts);
    int peak = load.concurrency().peak();
    StringBuilder path = new StringBuilder(format("M%d,%.1f", LEFT, bottom));
    double[] running = load.running(INTERVALS);
    for (int i = 0; i < running.length; i++) {
      double top = bottom - CURVE * running[i] / Math.max(1, peak);
      path.append(format("V%.1fH%.1f", top, LEFT + (i + 1) * width));
    }
    return format("<path fill=\"#5a7d9a\" d=\"%sV%.1fz\"/>\n", path, bottom)
        + label(LEFT, bottom - CURVE - 6, BLACK, "invocations at once, at most " + peak);
  }

  private static String label(double x, double y, String colour, String text) {
    return format("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n", x, y, colour, text);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
