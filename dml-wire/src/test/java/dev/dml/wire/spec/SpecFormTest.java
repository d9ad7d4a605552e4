package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Setting;
import dev.dml.split.StoppingRule;
import dev.dml.wire.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A spec that is written with its defaults reads back as the same spec. */
class SpecFormTest {

  /** For each setting some of these are legal. */
  private static final List<Object> VALUES =
      List.of(0, 1, 2, 3, 7, 50, 0.125, 0.5, 1e-7, 2.5, true, false, "none", "sqrt", "half", "cv");

  @TempDir private Path directory;

  private Spec readBack(Spec spec, SpecFile file) throws IOException {
    String text = PlainJson.write(SpecForm.of(spec, file));
    return Spec.read(Files.writeString(directory.resolve("again.json"), text), List.of());
  }

  private SpecFile file(String text) throws IOException {
    return SpecFile.read(Files.writeString(directory.resolve("spec.yaml"), text), List.of());
  }

  static Stream<String> models() {
    String plain = "learners: {ml_l: lasso, ml_m: lasso}\n";
    String iv = "learners: {ml_l: lasso, ml_m: lasso, ml_g: lasso}\n";
    String arms = "learners: {ml_g: lasso, ml_m: logistic-regression}\n";
    String propensity = "propensity: {clip: 0.05, normalize: true}\n";
    return Stream.of(
        "model: plr\n" + plain,
        "model: plr\nscore: iv-type\n" + iv,
        "model: irm\n",
        "model: plr\nlearners: {ml_l: {type: gradient-boosting, tune: {max_depth: [2, none],"
            + " learning_rate: {from: 0.01, to: 0.3, scale: log}}, trials: 4, tune_folds: 2}, ml_m:"
            + " {type: ridge, tune: {degree: [1, 2]}, tune_on: all}}\n",
        "model: plr\nlearners: {ml_l: {type: random-forest, tune: {min_leaf: {from: 1, to: 9}},"
            + " tune_fits: 30, tune_halving: true}, ml_m: {type: ridge, tune: {lambda: [1, 2]},"
            + " tune_seconds: 2.5}}\n",
        "model: plr\nlearners: {ml_l: {type: ridge, tune: {lambda: [1, 2]}, tune_usd: 0.01}, ml_m:"
            + " lasso}\n",
        "model: plr\nlearners: {ml_l: auto, ml_m: {type: lasso, degree: 2, interactions: true}}\n",
        "model: plr\n"
            + "learners: {ml_l: {candidates: [lasso, lasso, {type: ridge, lambda: 2}], combine:"
            + " best}, ml_m: {candidates: {a: lasso}, combine: stacking}}\n",
        "model: pliv\ndata: {instruments: [z, w]}\nlearners: {ml_l: lasso, ml_m: lasso, ml_m_w:"
            + " ridge, ml_r: lasso}\n",
        "model: irm\n" + arms,
        "model: irm\nscore: atte\n" + arms + propensity,
        "model: irm\nscore: atu\n" + arms,
        "model: irm\nscore: ato\n" + arms,
        "model: iivm\ndata: {instruments: z}\nlearners: {ml_g: lasso, ml_m: logistic-regression,"
            + " ml_r1: logistic-regression}\nsubgroups: {always_takers: false}\n"
            + propensity,
        "model: apo\n" + arms,
        "model: apo\nlevels: [free, 0.5, 2]\nreference: free\ndata: {estimand_weights: w}\n"
            + arms
            + propensity
            + "joint: {draws: 77, method: wild}\n");
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSpecOfAnyModelReadsBack(String model) throws IOException {
    SpecFile file =
        file(model.contains("data:") ? model : model + "data: {}\n")
            .with(
                List.of(
                    "data.file=sub/d.csv",
                    "data.query=\"SELECT 'no: #1' AS x FROM data\"",
                    "data.outcome='yes'",
                    "data.treatment=['007', 'a b']",
                    "data.covariates=['null', '1e3']",
                    "data.missing=drop",
                    "folds=3",
                    "repetitions=7",
                    "seed=-9223372036854775808",
                    "aggregation=median-r",
                    "confidence_level=0.9",
                    "effects.groups=[urban, rural]",
                    "partitions=folds.csv",
                    "predictions=/tmp/predictions.csv"));
    Spec spec = Spec.of(file);
    assertThat(readBack(spec, file)).isEqualTo(spec);
  }

  @Test
  void aRuleForRepetitionsReadsBackWithItsDefaults() throws IOException {
    SpecFile file =
        file(
            "data: {file: d.csv, outcome: y, treatment: d}\nmodel: plr\n"
                + "learners: {ml_l: lasso, ml_m: lasso}\nrepetitions: {until: 0.1}\n");
    Spec spec = Spec.of(file);
    assertThat(spec.stopping()).contains(new StoppingRule(0.1, 10, 200));
    assertThat(spec.repetitions()).isEmpty();
    assertThat(readBack(spec, file)).isEqualTo(spec);
  }

  @Test
  void everyLearnerReadsBackWithItsSettings() throws IOException {
    SpecFile file =
        file(
            "data: {file: d.csv, outcome: y, treatment: d}\nmodel: plr\n"
                + "learners: {ml_l: lasso, ml_m: lasso}\n");
    Spec plain = Spec.of(file);
    Random random = new Random(3);
    for (LearnerType<?> type : LearnerTypes.installed().all()) {
      for (int draw = 0; draw < 20; draw++) {
        Learner learner = drawn(type, random);
        Spec spec =
            new Spec(
                plain.data(),
                plain.model(),
                Map.of("ml_l", learner, "ml_m", learner),
                plain.folds(),
                plain.repetitions(),
                plain.stopping(),
                plain.seed(),
                plain.aggregation(),
                plain.confidenceLevel(),
                plain.joint(),
                plain.partitions(),
                plain.nested(),
                plain.predictions(),
                plain.effects(),
                plain.confounding(),
                plain.backend());
        assertThat(readBack(spec, file)).isEqualTo(spec);
      }
    }
  }

  /** With legal values of some of its settings, each of which has an effect. */
  private static Learner drawn(LearnerType<?> type, Random random) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Setting<?> setting : type.settings()) {
      Object value = VALUES.get(random.nextInt(VALUES.size()));
      try {
        setting.read(value);
        settings.put(setting.name(), value);
        type.create(settings);
      } catch (IllegalArgumentException e) {
        settings.remove(setting.name());
      }
    }
    settings.keySet().removeAll(type.withoutEffect(settings, type.create(settings)).keySet());
    return type.create(settings);
  }

  @Test
  void everySettingIsWritten() throws IOException {
    SpecFile file =
        file(
            "data: {file: d.csv, outcome: y, treatment: d}\nmodel: plr\n"
                + "learners: {ml_l: lasso, ml_m: random-forest}\n");
    ObjectNode tree = SpecForm.of(Spec.of(file), file);
    for (String slot : List.of("ml_l", "ml_m")) {
      ObjectNode learner = (ObjectNode) tree.path("learners").path(slot);
      LearnerType<?> type =
          LearnerTypes.installed().named(learner.path("type").asText()).orElseThrow();
      assertThat(learner.size()).isEqualTo(1 + type.settings().size()).isGreaterThan(2);
    }
  }

  @Test
  void theUsersDirectoryIsNotNamed() throws IOException {
    String home = System.getProperty("user.home");
    SpecFile file =
        file(
            "data: {file: "
                + home
                + "/d.csv, outcome: y, treatment: d}\nmodel: plr\n"
                + "learners: {ml_l: lasso, ml_m: lasso}\n");
    Spec spec = Spec.of(file);
    assertThat(SpecForm.of(spec, file).at("/data/file").asText()).isEqualTo("~/d.csv");
    assertThat(readBack(spec, file)).isEqualTo(spec);
  }
}
