package dev.dml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.result.ResultJson;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures are compared by what is in them, not by their pixels. */
class PlotTest {

  private static final ResultDocument FULL = ResultDocument.of(SampleResults.full());
  private static final ResultDocument LEVELS = ResultDocument.of(SampleLevels.result());

  private static long count(Scene scene, String element) {
    return Pattern.compile("<" + element + " ").matcher(scene.svg()).results().count();
  }

  @Test
  void effectsHaveADotEachAndContrastsAPictureOfTheirOwn() {
    List<Scene> scenes = Plot.ESTIMATES.scenes(LEVELS);
    assertThat(scenes).extracting(Scene::title).containsExactly("Estimates", "Contrasts");
    assertThat(count(scenes.get(0), "circle")).isEqualTo(2);
    // The ground, and for each effect its interval and the joint one.
    assertThat(count(scenes.get(0), "rect")).isEqualTo(1 + 2 * 2);
    assertThat(scenes.get(1).description())
        .isEqualTo("plan: pay & wait - free: −0.7550 [−0.8784, −0.6316]");
    assertThat(scenes.get(1).svg()).contains("plan: pay &amp; wait - free");
  }

  /** Of levels, with labels, groups of one column and a tree, as a file of Stata makes them. */
  private static ResultDocument labelled() {
    return ResultDocument.of(
        "the result",
        ResultJson.write(SampleLevels.result())
            .replaceFirst(
                "\"encodings\" : \\[ *\\]",
                "\"encodings\": [{\"column\": \"region\", \"levels\": [\"north\", \"south\"]}]")
            .replaceFirst(
                "\"reading\"",
                """
                "labels": {"plan": "Insurance plan that was drawn by lot", "age": "Age in years",
                   "region": "Region"}, "reading\"\
                """)
            .replaceFirst(
                "\"warnings\"",
                """
                "groups": [{"parameter": {"treatment": "plan", "level": "free"}, "group": "region=north",
                   "coefficient": 1, "standard_error": 0.5,
                   "confidence_interval": {"level": 0.95, "lower": 0, "upper": 2}}],
                "policy_tree": {"parameter": {"treatment": "plan"}, "nodes": [
                   {"feature": "region=north", "threshold": 0.5, "left": 1, "right": 2},
                   {"action": "pay", "rows": 1000},
                   {"feature": "age", "threshold": 40.5, "left": 3, "right": 4},
                   {"action": "free", "rows": 12}, {"action": "pay", "rows": 8}]},
                "warnings\"\
                """));
  }

  @Test
  void picturesCallColumnsByTheirLabels() {
    assertThat(Plot.ESTIMATES.scenes(labelled()).getFirst().svg())
        .contains(">Insurance plan that was drawn by<", ">lot = free<");
    assertThat(Plot.GROUPS.scenes(labelled()).getFirst().description())
        .isEqualTo("Region = north: 1.000 [0.000, 2.000]");
    Scene tree = Plot.POLICY.scenes(labelled()).getFirst();
    assertThat(tree.title()).isEqualTo("Whom to treat: Insurance plan that was drawn by lot");
    assertThat(tree.svg())
        .containsSubsequence(
            ">no<",
            ">yes<",
            ">Region = north?<",
            ">pay<",
            ">1,000 rows<",
            ">Age in years ≤ 40.5?<");
  }

  @Test
  void repetitionsHaveADotEachAndOneForTheAggregate() {
    List<Scene> scenes = Plot.REPETITIONS.scenes(FULL);
    assertThat(scenes).hasSize(2);
    assertThat(count(scenes.getFirst(), "circle")).isEqualTo(4);
    assertThat(scenes.getFirst().description())
        .isEqualTo("3 estimates from -0.0812 to -0.0741, aggregated to -0.0766");
    assertThat(Plot.REPETITIONS.scenes(ResultDocument.of(SampleResults.plain()))).isEmpty();
  }

  @Test
  void propensitiesHaveABarForEachArmAndBinWithRows() {
    Scene overlap = Plot.OVERLAP.scenes(FULL).getFirst();
    // Both arms have rows at 0.3, the arm 0 also in two bins below; the ground is one more.
    assertThat(count(overlap, "rect")).isEqualTo(5);
    Scene calibration = Plot.CALIBRATION.scenes(FULL).getFirst();
    assertThat(count(calibration, "circle")).isEqualTo(3);
  }

  @Test
  void nuisancesHaveABarEach() {
    assertThat(count(Plot.NUISANCES.scenes(FULL).getFirst(), "rect")).isEqualTo(3);
    assertThat(Plot.GROUPS.scenes(FULL)).isEmpty();
    assertThat(Plot.SENSITIVITY.scenes(FULL)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noNumberOfAPictureIsMissing(Plot plot) {
    assertThat(plot.scenes(FULL))
        .allSatisfy(scene -> assertThat(scene.svg()).doesNotContain("NaN"));
  }

  @Test
  void aPictureCanBeOfPixelsOrOnPaper() throws IOException {
    assumeThat(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames())
        .as("fonts of this machine")
        .isNotEmpty();
    Scene scene = Plot.ESTIMATES.scenes(FULL).getFirst();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new Raster(scene).png()));
    assertThat(image.getWidth()).isEqualTo(1280);
    assertThat(image.getHeight()).isEqualTo((int) Math.ceil(2 * scene.height()));
    byte[] pdf = new Raster(scene).pdf();
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }
}
