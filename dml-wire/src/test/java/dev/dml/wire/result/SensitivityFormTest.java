package dev.dml.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityFormTest {

  private static JsonNode tree(DmlResult result) {
    return Json.tree(ResultJson.write(result).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyNumberReadsBackExactly() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withRepetitions(2)
            .withSensitivity(Confounding.DEFAULT.withBenchmark("some", List.of("x1", "x2")))
            .estimate(new Lcg500().continuous());
    Sensitivity answer = result.answers().sensitivity().getFirst();
    JsonNode form = tree(result).at("/sensitivity/0");
    assertThat(form.path("treatment").asText()).isEqualTo("dc");
    assertThat(form.path("cf_y").doubleValue()).isEqualTo(0.03);
    assertThat(form.path("null").doubleValue()).isZero();
    assertThat(form.path("level").doubleValue()).isEqualTo(0.95);
    assertThat(form.path("theta_lower").doubleValue()).isEqualTo(answer.lower().coefficient());
    assertThat(form.path("se_lower").doubleValue()).isEqualTo(answer.lower().standardError());
    assertThat(form.path("ci_lower").doubleValue()).isEqualTo(answer.lowerEnd());
    assertThat(form.path("theta_upper").doubleValue()).isEqualTo(answer.upper().coefficient());
    assertThat(form.path("se_upper").doubleValue()).isEqualTo(answer.upper().standardError());
    assertThat(form.path("ci_upper").doubleValue()).isEqualTo(answer.upperEnd());
    assertThat(form.path("rv").doubleValue()).isEqualTo(answer.robustness());
    assertThat(form.path("rva").doubleValue()).isEqualTo(answer.significantRobustness());
    assertThat(form.at("/benchmarks/some/delta_theta").doubleValue())
        .isEqualTo(answer.benchmarks().get("some").change());
    assertThat(form.at("/benchmarks/some/covariates").toString()).isEqualTo("[\"x1\",\"x2\"]");
    assertThat(form.at("/contour/bound/5/3").doubleValue())
        .isEqualTo(answer.contour().bound().get(5).get(3));
    assertThat(form.at("/contour/cf_d")).hasSize(11);
    assertThat(form.at("/repetitions/1/max_bias").doubleValue())
        .isEqualTo(answer.repetitions().get(1).bias());
    assertThat(form.at("/repetitions/1/nu2_falls_back").booleanValue()).isFalse();
    double strength = answer.confounding().strength();
    assertThat(form.at("/repetitions/1/theta_lower").doubleValue())
        .isEqualTo(answer.repetitions().get(1).bound(-strength).coefficient());
    assertThat(form.at("/repetitions/1/se_upper").doubleValue())
        .isEqualTo(answer.repetitions().get(1).bound(strength).standardError());
  }

  @Test
  void aResultThatNobodyAskedItOfHasNoSection() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withRepetitions(1)
            .estimate(new Lcg500().continuous());
    assertThat(tree(result).has("sensitivity")).isFalse();
  }
}
