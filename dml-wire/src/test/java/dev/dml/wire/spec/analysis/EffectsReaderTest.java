package dev.dml.wire.spec.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.GivenBasis;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectsReaderTest {

  private final List<String> problems = new ArrayList<>();

  private Heterogeneity read(String effects) {
    String json = "{\"effects\": " + effects + "}";
    return new EffectsReader(
            new SpecNode("", Json.tree(json.getBytes(StandardCharsets.UTF_8)), problems))
        .read();
  }

  @Test
  void aColumnAloneHasTheUsualCurve() {
    assertThat(read("{\"curve\": {\"column\": \"age\"}}"))
        .isEqualTo(
            Heterogeneity.NONE.withCurve(
                new CurveQuestion(new SplineBasis("age", 3, 4, 20, List.of()), 1000)));
    assertThat(problems).isEmpty();
  }

  @Test
  void aBasisMayHavePlaces() {
    assertThat(read("{\"curve\": {\"basis\": [\"a\", \"b\"], \"at\": [[1, 2.5], [0, -1]]}}"))
        .isEqualTo(
            Heterogeneity.NONE.withCurve(
                CurveQuestion.of(
                    new GivenBasis(
                        List.of("a", "b"), List.of(List.of(1.0, 2.5), List.of(0.0, -1.0))))));
  }

  @Test
  void featuresAloneHaveTheUsualTree() {
    assertThat(read("{\"policy_tree\": {\"features\": \"age\"}}"))
        .isEqualTo(Heterogeneity.NONE.withPolicy(PolicyQuestion.by("age")));
  }

  @Test
  void columnsOfEverythingAreReadOnce() {
    assertThat(
            read("{\"groups\": \"region\", \"curve\": {\"column\": \"age\"}, \"policy_tree\":"
                    + " {\"features\": [\"age\", \"region\", \"inc\"]}}")
                .columns())
        .containsExactly("region", "age", "inc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"groups\": [\"region\"]}",
        "{\"curve\": {\"column\": \"age\", \"degree\": 2, \"knots\": 0, \"at\": [1, 2.5]}}",
        "{\"curve\": {\"basis\": [\"a\", \"b\"], \"at\": [[1, 2]], \"draws\": 500}}",
        "{\"policy_tree\": {\"features\": [\"a\"], \"depth\": 3, \"cuts\": 9, \"cost\": 1.5}}",
        "{\"policy_tree\": {\"features\": [\"a\"], \"search\": \"greedy\", \"prune\": 0.5}}"
      })
  void whatIsWrittenReadsBack(String effects) {
    Heterogeneity asked = read(effects);
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    EffectsReader.write(asked, written);
    assertThat(read(written.path("effects").toString())).isEqualTo(asked);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"curve": {}} | effects.curve: needs a column, along which it runs, or a basis of columns
          {"curve": {"basis": []}} | effects.curve: basis must name at least one column
          {"curve": {"column": "a", "degree": 6}} | effects.curve.degree: must be a whole number from 0 to 5, but was 6
          {"curve": {"column": "a", "at": [1, "x"]}} | effects.curve.at: must be a list of numbers, but was [1,"x"]
          {"curve": {"column": "a", "at": [1], "points": 5}} | effects.curve.points: has no effect where the places are given by at
          {"curve": {"basis": ["a"], "knots": 5}} | effects.curve.knots: has no effect beside a basis of columns
          {"curve": {"basis": ["a"], "at": [1]}} | effects.curve.at: must be a list of lists of numbers, but was [1]
          {"policy_tree": {"depth": 2}} | effects.policy_tree.features: must name the columns by which it may be decided whom to treat
          {"policy_tree": {"features": "a", "depth": 4}} | effects.policy_tree.depth: must be a whole number from 1 to 3, but was 4
          {"policy_tree": {"features": "a", "prune": 0}} | effects.policy_tree.prune: has no effect with exact search, which finds the best tree
          {"policy_tree": {"features": "a", "search": "greedy", "cuts": 5}} | effects.policy_tree.cuts: has no effect with greedy search, which tries all of them
          {"policy_tree": {"features": "a", "leaves": 5}} | effects.policy_tree.leaves: is not a key here; legal: features, search, depth, min_leaf, cuts, prune, cost
          """)
  void whatMeansNothingIsRefused(String effects, String problem) {
    read(effects);
    assertThat(problems).containsExactly(problem);
  }
}
