package dev.dml.billing;

import dev.dml.aws.fanout.Attempt;
import dev.dml.file.OutputFile;
import dev.dml.usage.CloudUsage.Concurrency;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
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

  private static final int WIDTH = 1000;
  private static final int LEFT = 66;
  private static final int RIGHT = 24;
  private static final int TOP = 92;
  private static final int STRIP = 10;
  private static final double MOST_LANES_HEIGHT = 480;
  private static final double TALLEST_LANE = 16;
  private static final int CURVE = 90;
  private static final int GAP = 30;
  private static final int TICKS = 8;
  private static final int CURVE_POINTS = 240;

  /** Copies. */
  public Timeline {
    attempts = List.copyOf(attempts);
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    List<BilledAttempt> ran =
        attempts.stream()
            .filter(attempt -> attempt.attempt().outcome() != Attempt.Outcome.THROTTLED)
            .toList();
    Lanes lanes = new Lanes(ran);
    double laneHeight = Math.min(TALLEST_LANE, MOST_LANES_HEIGHT / Math.max(1, lanes.count()));
    double lanesTop = TOP + STRIP + 4;
    double lanesBottom = lanesTop + laneHeight * Math.max(1, lanes.count());
    double curveBottom = lanesBottom + GAP + CURVE;
    double end = attempts.stream().mapToLong(a -> a.ended().toNanos()).max().orElse(0) / 1e9;
    double scale = (WIDTH - LEFT - RIGHT) / Math.max(1e-3, end);
    Bars bars = new Bars(LEFT, scale);
    lanes
        .byAttempt()
        .forEach(
            (attempt, lane) -> bars.add(attempt, lanesTop + lane * laneHeight, drawn(laneHeight)));
    attempts.stream()
        .filter(attempt -> attempt.attempt().outcome() == Attempt.Outcome.THROTTLED)
        .forEach(attempt -> bars.add(attempt, TOP, STRIP));
    List<String> lines = new ArrayList<>();
    head(curveBottom + 44, lines);
    legend(bars, lines);
    axis(end, scale, TOP, curveBottom, lines);
    bars.paths()
        .forEach(
            (phase, path) ->
                lines.add("<path fill=\"" + phase.colour() + "\" d=\"" + path + "\"/>"));
    curve(end, scale, curveBottom, lines);
    label(LEFT - 8, lanesTop + 9, "end", "rows: " + lanes.count(), lines);
    lines.add("</svg>");
    out.write(String.join("\n", lines) + "\n");
  }

  /** Bars that are tall enough stand apart. */
  private static double drawn(double laneHeight) {
    return laneHeight > 4 ? laneHeight - 1 : laneHeight;
  }

  private void head(double height, List<String> lines) {
    lines.add(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\""
                + " viewBox=\"0 0 %d %.0f\" font-family=\"sans-serif\" font-size=\"11\">",
            WIDTH, height, WIDTH, height));
    lines.add("<title>" + escaped(title) + "</title>");
    lines.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    lines.add(
        format(
            "<text x=\"%d\" y=\"24\" font-size=\"16\" font-weight=\"bold\">%s</text>",
            LEFT, escaped(title)));
    label(LEFT, 42, "start", totals(), lines);
  }

  private String totals() {
    List<BilledAttempt> answered =
        attempts.stream().filter(attempt -> !attempt.isUnanswered()).toList();
    GigabyteSeconds used =
        answered.stream()
            .map(BilledAttempt::used)
            .reduce(GigabyteSeconds.ZERO, GigabyteSeconds::plus);
    Usd cost = answered.stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus);
    long cold = attempts.stream().filter(BilledAttempt::isCold).count();
    return format(
        "attempts: %,d, cold starts: %,d, GB-seconds: %.1f, cost: %s",
        attempts.size(), cold, used.value(), cost);
  }

  private static void legend(Bars bars, List<String> lines) {
    double x = LEFT;
    for (Phase phase : bars.paths().keySet()) {
      lines.add(
          format(
              "<rect x=\"%.0f\" y=\"56\" width=\"10\" height=\"10\" fill=\"%s\"/>",
              x, phase.colour()));
      label(x + 14, 65, "start", phase.label(), lines);
      x += 30 + 6.2 * phase.label().length();
    }
  }

  private static void axis(
      double end, double scale, double top, double bottom, List<String> lines) {
    double step = step(end / TICKS);
    for (int i = 0; i * step <= end; i++) {
      double x = LEFT + i * step * scale;
      lines.add(format("<path stroke=\"#e4e4e4\" d=\"M%.1f,%.0fV%.1f\"/>", x, top, bottom));
      label(x, bottom + 16, "middle", plain(i * step), lines);
    }
    label((LEFT + WIDTH - RIGHT) / 2.0, bottom + 34, "middle", "seconds", lines);
  }

  /** 1, 2 or 5 times a power of ten, at least so large. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-4))));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private void curve(double end, double scale, double bottom, List<String> lines) {
    Load load = new Load(attempts);
    Concurrency concurrency = load.concurrency();
    double[] running = load.running(CURVE_POINTS);
    double height = CURVE / (double) Math.max(1, concurrency.peak());
    double width = end * scale / CURVE_POINTS;
    StringBuilder path = new StringBuilder(format("M%d,%.1f", LEFT, bottom));
    for (int i = 0; i < running.length; i++) {
      path.append(format("V%.1fH%.1f", bottom - running[i] * height, LEFT + (i + 1) * width));
    }
    lines.add(
        "<path fill=\"#5a7d9a\" fill-opacity=\"0.6\" d=\""
            + path
            + format("V%.1fz", bottom)
            + "\"/>");
    label(LEFT, bottom - CURVE - 6, "start", "invocations at once", lines);
    label(LEFT - 8, bottom - CURVE + 8, "end", Integer.toString(concurrency.peak()), lines);
    label(LEFT - 8, bottom, "end", "0", lines);
  }

  private static void label(double x, double y, String anchor, String text, List<String> lines) {
    lines.add(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333333\">%s</text>",
            x, y, anchor, escaped(text)));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? format("%.0f", value) : format("%s", (float) value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
