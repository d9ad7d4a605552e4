package dev.dml.wire.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.SampleResults;
import dev.dml.Version;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  @Test
  void aResultHasItsGoldenForm() throws IOException {
    assertThat(ResultJson.write(SampleResults.full())).isEqualTo(golden("result.json"));
  }

  @Test
  void aDoubleReadsBackExactly() throws IOException {
    DmlResult result = SampleResults.full();
    JsonNode estimate = new ObjectMapper().readTree(ResultJson.write(result)).at("/estimates/0");
    assertThat(estimate.at("/p").doubleValue())
        .isEqualTo(result.estimates().getFirst().inference().p());
    assertThat(estimate.at("/confidence_interval/upper").doubleValue())
        .isEqualTo(result.estimates().getFirst().inference().interval().upper());
  }

  @Test
  void whatIsNotANumberIsNull() throws IOException {
    JsonNode tree = new ObjectMapper().readTree(ResultJson.write(SampleResults.plain()));
    // One repetition has no standard deviation between repetitions, a plr no propensity.
    assertThat(tree.at("/estimates/0/splitting/standard_deviation").isNull()).isTrue();
    assertThat(tree.at("/propensity").isNull()).isTrue();
    assertThat(tree.at("/estimates/0").has("propensity")).isFalse();
    assertThat(tree.at("/estimates/0").has("first_stage")).isFalse();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ResultJsonTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@version@", Version.current().number());
    }
  }
}
