package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecDraftTest {

  private static SpecDraft draft(String model) {
    SpecDraft draft =
        new SpecDraft(model)
            .with("data.file", "wages.csv")
            .with("data.outcome", "wage")
            .with("data.treatment", List.of("training"));
    if (model.equals("panel-plr")) {
      draft.with("data.unit", "worker").with("data.time", "year");
    }
    if (model.equals("ssm")) {
      draft.with("data.selected", "employed");
    }
    return model.endsWith("iv") || model.equals("iivm")
        ? draft.with("data.instruments", "offered")
        : draft;
  }

  static List<String> models() {
    return SpecDraft.models().stream().filter(model -> !model.startsWith("did")).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelGetsALearnerInEverySlot(String model) {
    Spec spec = Spec.of(draft(model).withLearner("forest").file(List.of()));
    assertThat(spec.model().name()).isEqualTo(model);
    assertThat(spec.learners().keySet())
        .containsExactlyElementsOf(
            spec
                .model()
                .slots(spec.data().roles().treatments(), spec.data().roles().instruments())
                .stream()
                .map(slot -> slot.name())
                .toList());
  }

  @Test
  void aLassoGivesWayToALogisticRegressionWhereAProbabilityIsLearnt() {
    assertThat(draft("irm").withLearner("lasso").file(List.of()).tree().path("learners"))
        .hasToString(
            "{\"ml_g\":\"lasso\",\"ml_m\":{\"type\":\"logistic-regression\",\"l1\":\"cv\"}}");
    assertThat(draft("irm").withLearner("linear").file(List.of()).tree().path("learners"))
        .hasToString("{\"ml_g\":\"linear-regression\",\"ml_m\":\"logistic-regression\"}");
  }

  @Test
  void aSlotKeepsTheLearnerThatItHas() {
    assertThat(
            draft("irm")
                .withLearner("ml_g0", "boosting")
                .withLearner("ml_g1", "lasso")
                .withLearner("forest")
                .file(List.of())
                .tree()
                .path("learners"))
        .hasToString(
            "{\"ml_g0\":\"gradient-boosting\",\"ml_g1\":\"lasso\",\"ml_m\":\"random-forest\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wages.csv",
        "no",
        "007",
        "1e3",
        "null",
        "~",
        "",
        " a",
        "a: b",
        "a #b",
        "it's",
        "\"q\"",
        "[x]",
        "näme",
        "- a",
        "*a",
        "a,b",
        "true",
        "SELECT *, ln(wage) AS w FROM data WHERE a < 3",
        "a\nb"
      })
  void whatIsWrittenInYamlReadsBackAsTheSame(String text) {
    SpecFile written =
        draft("plr")
            .with("data.covariates", List.of(text, "b"))
            .with("data.query", text)
            .withLearner("ml_l", text)
            .file(List.of("folds=7", "learners.ml_m={type: lasso, lambda: 0.5}"));
    JsonNode read = SpecFile.of("test", written.yaml(), List.of()).tree();
    assertThat(read).isEqualTo(written.tree());
  }
}
