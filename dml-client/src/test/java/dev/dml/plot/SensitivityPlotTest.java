package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.ColumnLabels;
import dev.dml.wire.document.SensitivityEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts of the map of bounds. */
class SensitivityPlotTest {

  private static final Pattern TEXT =
      Pattern.compile("<text x=\"([^\"]*)\" y=\"([^\"]*)\" text-anchor=\"([a-z]*)\"[^>]*>([^<]*)<");

  /** The bound 2 - 10 sqrt(cf_y cf_d) on a grid of 11 x 11 up to 0.25. */
  private static Scene scene(Map<String, SensitivityEntry.Benchmark> benchmarks) {
    List<Double> strengths = IntStream.rangeClosed(0, 10).mapToObj(i -> i * 0.025).toList();
    List<List<Double>> bound =
        strengths.stream()
            .map(y -> strengths.stream().map(d -> 2 - 10 * Math.sqrt(y * d)).toList())
            .toList();
    return new SensitivityPlot(
            new SensitivityEntry(
                null,
                0.03,
                0.03,
                1,
                0,
                0.95,
                1,
                3,
                0.1,
                0.1,
                0.8,
                3.2,
                0.2,
                0.18,
                benchmarks,
                new SensitivityEntry.Contour(strengths, strengths, new ArrayList<>(bound))),
            new SensitivityEntry.Contour(strengths, strengths, new ArrayList<>(bound)),
            "d",
            ColumnLabels.NONE)
        .scene();
  }

  private record Text(double left, double base, double right, String words) {

    static Text of(MatchResult found) {
      double x = Double.parseDouble(found.group(1));
      double width = Lettering.LETTER * found.group(4).length();
      double left =
          switch (found.group(3)) {
            case "start" -> x;
            case "end" -> x - width;
            default -> x - width / 2;
          };
      return new Text(left, Double.parseDouble(found.group(2)), left + width, found.group(4));
    }

    boolean liesOn(Text other) {
      return left < other.right && other.left < right && Math.abs(base - other.base) < 12;
    }
  }

  private static List<Text> texts(Scene scene) {
    return TEXT.matcher(scene.svg()).results().map(Text::of).toList();
  }

  private static SensitivityEntry.Benchmark at(double cfY, double cfD) {
    return new SensitivityEntry.Benchmark(cfY, cfD, 1, 0);
  }

  /** Names stand where the numbers of lines would: along the diagonal, and close to each other. */
  @Test
  void noTextLiesOnAnother() {
    Map<String, SensitivityEntry.Benchmark> benchmarks = new LinkedHashMap<>();
    for (int i = 1; i <= 9; i++) {
      benchmarks.put("covariate_" + i, at(0.025 * i, 0.025 * i));
    }
    benchmarks.put("education", at(0.032, 0.034));
    benchmarks.put("income", at(0.1, 0.248));
    List<Text> texts = texts(scene(benchmarks));
    assertThat(texts).extracting(Text::words).containsAll(benchmarks.keySet()).contains("asked");
    for (Text one : texts) {
      assertThat(texts).filteredOn(other -> !other.equals(one) && other.liesOn(one)).isEmpty();
      assertThat(one.right()).isLessThanOrEqualTo(Scene.USUAL_WIDTH);
    }
  }

  /** Where there is room, lines have their numbers: from 2 down to 0 by 0.5. */
  @Test
  void everyLineHasItsNumber() {
    assertThat(texts(scene(Map.of())))
        .extracting(Text::words)
        .endsWith("0.0", "0.5", "1.0", "1.5", "2.0", "asked");
  }
}
