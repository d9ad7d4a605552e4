package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.wire.result.ResultJson;
import dev.dml.wire.spec.SpecDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results have the form that docs/result.schema.json says. */
class ResultSchemaTest {

  private static final Path WAGES = Path.of("../examples/wages.csv");

  /** Options beside those that every model takes; a model without any is estimated as it is. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "pliv", List.of("-z", "offered"),
          "ssm", List.of("-s", "offered", "--learner", "ml_pi=constant"),
          "iivm", List.of("-z", "offered", "--set", "subgroups.always_takers=false"),
          "plr", List.of("--set", "sensitivity.cf_y=0.1", "--set", "joint.draws=10"),
          "irm", List.of("--set", "effects.groups=region", "--set", "sensitivity.cf_d=0.1"),
          "apo",
              List.of(
                  "--set",
                  "reference=0",
                  "--set",
                  "joint.draws=10",
                  "--set",
                  "effects.curve.column=age",
                  "--set",
                  "effects.curve.knots=0",
                  "--set",
                  "effects.policy_tree.features=[age, region]"));

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("../docs/result.schema.json")));
  }

  private static List<String> problems(String json) throws IOException {
    return schema().validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  static List<String> models() {
    return SpecDraft.models().stream().filter(OPTIONS::containsKey).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aResultOfEveryModelHasThePublishedForm(String model) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(model, WAGES.toString(), "-y", "wage", "-d", "training", "-x", "age,region"));
    line.addAll(List.of("--learner", "linear", "--folds", "2", "--repetitions", "2"));
    line.addAll(OPTIONS.get(model));
    line.addAll(List.of("--format", "json"));
    Session.Outcome outcome = Session.run(line.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(problems(outcome.out())).isEmpty();
  }

  @Test
  void resultsOfProgramsAndCloudsHaveItToo() throws IOException {
    assertThat(problems(ResultJson.write(SampleResults.full()))).isEmpty();
    assertThat(problems(ResultJson.write(SampleLevels.result()))).isEmpty();
    assertThat(problems(ResultJson.write(SampleResults.cloud()))).isEmpty();
  }

  /** With tests before the treatment; where all of that is anticipated these have reasons. */
  @Test
  void panelsHaveItToo() throws IOException {
    for (String anticipation : List.of("0", "2")) {
      Session.Outcome outcome =
          Session.run(
              "estimate",
              "../examples/counties.yaml",
              "--set",
              "repetitions=1",
              "--set",
              "folds=2",
              "--set",
              "anticipation=" + anticipation,
              "--format",
              "json");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.out()).contains("\"pre_treatment_tests\"");
      assertThat(problems(outcome.out())).isEmpty();
    }
  }

  @Test
  void anotherFormIsNoticed() throws IOException {
    String json = ResultJson.write(SampleResults.full());
    assertThat(problems(json.replace("\"coefficient\" : -0.0766", "\"coefficient\" : \"-0.0766\"")))
        .hasSize(2)
        .allMatch(
            problem -> problem.endsWith("coefficient: string found, [number, null] expected"));
    assertThat(problems(json.replaceFirst("\"schema\" : 1,", ""))).hasSize(1);
  }
}
