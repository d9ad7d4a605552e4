import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What cases expect of the sensitivity to a confounder; each scenario is a question. */
final class ReferenceSensitivity {

  private static final String GROUP = "left out";

  private ReferenceSensitivity() {}

  /** Of the estimates, and of the average of all effects of groups. */
  static Stream<ReferenceQuestions.Question> of(ReferenceCase reference, JsonNode expected) {
    JsonNode overall = reference.expected().at("/aggregations/group/overall/sensitivity");
    return scenarios(expected)
        .mapToObj(
            s ->
                new ReferenceQuestions.Question(
                    "sensitivity " + s,
                    "sensitivity",
                    false,
                    asked -> ask(expected, s, asked.spec()),
                    (result, interval) -> {
                      double worst = compare(expected, s, result.path("sensitivity"), interval, reference.scale());
                      JsonNode ofAll = result.at("/aggregations/group/overall/sensitivity");
                      return overall.isMissingNode()
                          ? worst
                          : Deviations.largest(worst, bounds(overall, s, 0, ofAll, interval, 1));
                    }));
  }

  /**
   * Of contrasts, each from the estimation of its two levels: if others occur that are not estimated, what is left of the
   * outcome is that of the reference.
   */
  static Stream<ReferenceQuestions.Question> ofContrasts(JsonNode contrast) {
    JsonNode expected = contrast.path("sensitivity");
    List<ReferenceQuestions.Question> questions = new ArrayList<>();
    for (int c = 0; c < contrast.path("names").size() && !expected.isMissingNode(); c++) {
      int position = c;
      String[] levels = contrast.path("names").get(c).asText().split(" vs ");
      scenarios(expected)
          .mapToObj(
              s ->
                  new ReferenceQuestions.Question(
                      "sensitivity " + s + " of " + String.join(" vs ", levels),
                      "contrast",
                      true,
                      asked -> {
                        asked.spec().putArray("levels").add(number(levels[0])).add(number(levels[1]));
                        ask(expected, s, asked.spec());
                      },
                      (result, interval) ->
                          bounds(expected, s, position, result.path("sensitivity").path(2), interval, 1)))
          .forEach(questions::add);
    }
    return questions.stream();
  }

  private static int number(String level) {
    return (int) Double.parseDouble(level);
  }

  private static IntStream scenarios(JsonNode expected) {
    return IntStream.range(0, expected.path("scenarios").size());
  }

  /** Benchmarks are estimations of their own, which need learners: they are asked with the first scenario. */
  private static void ask(JsonNode expected, int scenario, ObjectNode spec) {
    JsonNode said = expected.path("scenarios").get(scenario);
    ObjectNode sensitivity = spec.putObject("sensitivity");
    List.of("cf_y", "cf_d", "rho").forEach(key -> sensitivity.set(key, said.path(key)));
    sensitivity.set("null", expected.path("null_hypothesis"));
    if (scenario == 0 && expected.has("benchmark") && spec.has("learners")) {
      sensitivity.putObject("benchmarks").set(GROUP, expected.path("benchmark").path("covariates"));
    }
  }

  private static double compare(
      JsonNode expected, int scenario, JsonNode answers, String interval, double scale) {
    int parameters = expected.path("all_nu2").size();
    double worst = answers.size() >= parameters ? 0 : Double.POSITIVE_INFINITY;
    for (int p = 0; p < parameters; p++) {
      JsonNode answer = answers.path(p);
      worst = Deviations.largest(worst, bounds(expected, scenario, p, answer, interval, scale));
      if (answer.path("benchmarks").has(GROUP)) {
        worst = Deviations.largest(worst, benchmark(expected.path("benchmark"), p, answer.path("benchmarks").path(GROUP)));
      }
    }
    return worst;
  }

  private static double benchmark(JsonNode expected, int parameter, JsonNode actual) {
    double worst = 0;
    for (String key : List.of("cf_y", "cf_d", "rho", "delta_theta")) {
      worst =
          Deviations.largest(worst, Deviations.ofDifference(expected.path(key).path(parameter), actual.path(key)));
    }
    return worst;
  }

  /** Ends of intervals, and the robustness of one, are those at 95 %. */
  private static double bounds(
      JsonNode expected, int scenario, int parameter, JsonNode actual, String interval, double scale) {
    JsonNode said = expected.path("scenarios").get(scenario);
    double worst = Deviations.of(said.path("strength"), actual.path("strength"));
    for (String key : List.of("theta_lower", "theta_upper", "se_lower", "se_upper")) {
      worst = Deviations.largest(worst, Deviations.of(said.path(key).path(parameter), actual.path(key), scale));
      JsonNode all = said.path("all_" + key).path(parameter);
      worst = Deviations.largest(worst, Deviations.all(all, actual.path("repetitions"), key, scale));
    }
    worst = Deviations.largest(worst, Deviations.ofDifference(said.path("rv").path(parameter), actual.path("rv")));
    if (interval.equals("ci95")) {
      for (String key : List.of("ci_lower", "ci_upper")) {
        worst = Deviations.largest(worst, Deviations.of(said.path(key).path(parameter), actual.path(key), scale));
      }
      worst = Deviations.largest(worst, Deviations.ofDifference(said.path("rva").path(parameter), actual.path("rva")));
    }
    for (String key : List.of("sigma2", "nu2", "max_bias")) {
      JsonNode all = expected.path("all_" + key).path(parameter);
      worst = Deviations.largest(worst, Deviations.all(all, actual.path("repetitions"), key, 1));
    }
    return worst;
  }
}
