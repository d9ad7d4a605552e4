import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What cases expect, section by section: what has to be asked for it, and how it is compared. */
final class ReferenceQuestions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferenceQuestions() {}

  /** Compares a result; the largest deviation. The interval is {@code ci95} or {@code ci90}. */
  interface Compared {
    double with(JsonNode result, String interval);
  }

  /**
   * Something that a run is asked beside the estimates.
   *
   * @param name in words
   * @param kind a run answers one question of each kind
   * @param changesEstimates whether its estimates are others, so that they are not compared
   * @param asks puts it into a spec; it may change the columns of the data and the folds too
   */
  record Question(String name, String kind, boolean changesEstimates, Consumer<Asked> asks, Compared compared) {}

  /**
   * A run in the making.
   *
   * @param rows which rows of the data it has, in order; all if there are none
   */
  record Asked(ObjectNode spec, List<Integer> rows) {}

  private interface Source {
    Stream<Question> of(ReferenceCase reference, JsonNode expected);
  }

  private static final Map<String, ComparedAlways> ALWAYS = new TreeMap<>();

  /** Compares a section that every result has. */
  private interface ComparedAlways {
    double with(ReferenceCase reference, JsonNode result, String interval);
  }

  private static final Map<String, Source> ON_REQUEST = new LinkedHashMap<>();

  /** What is not compared here, with the reason. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "doubleml", "numbers that DoubleML gets wrong",
          "row_mean_coef", "what the answer is not",
          "all_mean_psi_a", "a part of the score, which no result holds",
          "bootstrap", "needs given multipliers, which the library takes: BootstrapCheck");

  /** The same of parts of sections, by their place. */
  private static final Map<String, String> PARTS_LEFT_OUT =
      Map.of(
          "/sensitivity/scenarios/0/doubleml", "numbers that DoubleML gets wrong",
          "/contrast/sensitivity/scenarios/0/doubleml", "numbers that DoubleML gets wrong",
          "/sensitivity/benchmark/doubleml_sensitivity_benchmark", "numbers that DoubleML gets wrong",
          "/sensitivity/nu2_orthogonal", "negative, so that nothing is made of it",
          "/cate_polynomial/all_cov", "a result holds the aggregated covariance; the errors of all repetitions are compared",
          "/cate_spline/all_cov", "a result holds the aggregated covariance; the errors of all repetitions are compared",
          "/gate/all_cov", "a result holds the errors, which are compared",
          "/cate_polynomial/at_rows/joint", "needs given normals, which the library takes: BandCheck",
          "/robust_confset/quadratic", "a result holds the intervals, which are compared",
          "/policy_tree/treat", "a result holds the rows of each leaf, which are compared");

  /** How the case was made, or compared with the estimates. */
  private static final List<String> WITH_ESTIMATES =
      List.of("se", "t", "p", "ci95", "ci90", "all_coef", "all_se", "origin", "names", "gt");

  static {
    ALWAYS.put(
        "coef",
        (reference, result, interval) ->
            Deviations.estimates(
                Deviations.without(reference.hasMedianP(), reference.expected()),
                result.path("estimates"),
                interval,
                reference.scale()));
    ALWAYS.put(
        "contrast",
        (reference, result, interval) ->
            Deviations.estimates(
                Deviations.without(true, reference.expected().path("contrast")),
                result.path("contrasts"),
                interval,
                1));
    ALWAYS.put(
        "robust_confset",
        (reference, result, interval) ->
            Deviations.intervals(
                reference.expected().path("robust_confset").path(interval.equals("ci90") ? "intervals90" : "intervals"),
                result.path("estimates").path(0).path("robust_confidence_set").path("intervals")));
    ALWAYS.put("aggregations", ReferenceQuestions::aggregations);
    ALWAYS.put("n_subset", (reference, result, interval) -> units(reference, result, "n_subset", "compared"));
    ALWAYS.put(
        "n_treated_subset",
        (reference, result, interval) -> units(reference, result, "n_treated_subset", "treated"));
    ON_REQUEST.put("gate", (reference, expected) -> Stream.of(ReferenceEffects.groups(reference, ReferenceEffects.old(expected))));
    ON_REQUEST.put("gate_normalized", (reference, expected) -> Stream.of(ReferenceEffects.groups(reference, expected)));
    for (String curve : List.of("cate", "cate_polynomial", "cate_spline")) {
      String basis = curve.equals("cate") ? "cate." : curve.replace("cate_", "") + ".";
      ON_REQUEST.put(curve, (reference, expected) -> Stream.of(ReferenceEffects.curve(reference, curve, basis, ReferenceEffects.old(expected))));
    }
    ON_REQUEST.put("policy_tree", (reference, expected) -> Stream.of(ReferenceEffects.policy(expected)));
    ON_REQUEST.put("sensitivity", ReferenceSensitivity::of);
    ON_REQUEST.put("contrast", (reference, expected) -> ReferenceSensitivity.ofContrasts(expected));
    ON_REQUEST.put("unweighted", (reference, expected) -> Stream.of(unweighted(expected)));
    ON_REQUEST.put("duplicated_rows", (reference, expected) -> Stream.of(duplicated(reference, expected)));
  }

  /** Compares what is expected of every result of a case. */
  static double always(ReferenceCase reference, JsonNode result, String interval) {
    double worst = 0;
    for (Map.Entry<String, ComparedAlways> part : ALWAYS.entrySet()) {
      if (reference.expected().has(part.getKey())) {
        worst = Deviations.largest(worst, part.getValue().with(reference, result, interval));
      }
    }
    return worst;
  }

  /** All that may be asked of a case. */
  static List<Question> of(ReferenceCase reference) {
    List<Question> questions = new ArrayList<>();
    ON_REQUEST.forEach(
        (key, source) -> {
          JsonNode expected = reference.expected().path(key);
          // A mean of w psi by group is no effect: gate_normalized has those.
          boolean isWrong = key.equals("gate") && reference.expected().has("gate_normalized");
          if (!expected.isMissingNode() && !isWrong) {
            source.of(reference, expected).forEach(questions::add);
          }
        });
    return questions;
  }

  /** The sections of a case, and parts of them, that are not compared, with the reason. */
  static List<String> leftOut(ReferenceCase reference) {
    List<String> left = new ArrayList<>();
    reference
        .expected()
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!ALWAYS.containsKey(key) && !ON_REQUEST.containsKey(key) && !WITH_ESTIMATES.contains(key)) {
                left.add(key + ": " + LEFT_OUT.getOrDefault(key, "NO REASON"));
              }
            });
    PARTS_LEFT_OUT.forEach(
        (place, reason) -> {
          if (!reference.expected().at(place).isMissingNode()) {
            left.add(place.substring(1) + ": " + reason);
          }
        });
    if (reference.expected().has("gate_normalized")) {
      left.add("gate under weights: numbers that DoubleML gets wrong");
    }
    return left;
  }

  /** How many sections of a case are compared. */
  static int compared(ReferenceCase reference) {
    int compared = 0;
    for (var names = reference.expected().fieldNames(); names.hasNext(); ) {
      String key = names.next();
      compared += ALWAYS.containsKey(key) || ON_REQUEST.containsKey(key) || WITH_ESTIMATES.contains(key) ? 1 : 0;
    }
    return compared;
  }

  private static double units(ReferenceCase reference, JsonNode result, String key, String name) {
    double worst = 0;
    JsonNode expected = reference.expected().path(key);
    for (int cell = 0; cell < expected.size(); cell++) {
      worst =
          Deviations.largest(
              worst, Deviations.of(expected.get(cell), result.at("/estimates/" + cell + "/units").path(name)));
    }
    return worst;
  }

  private static double aggregations(ReferenceCase reference, JsonNode result, String interval) {
    double worst = 0;
    for (var family : reference.expected().path("aggregations").properties()) {
      JsonNode found = result.path("aggregations").path(family.getKey().replace("eventstudy", "event_study"));
      JsonNode expected = family.getValue();
      worst =
          Deviations.largest(
              worst, Deviations.estimates(Deviations.without(true, expected), found.path("effects"), interval, 1));
      ArrayNode overall = JSON.createArrayNode().add(found.path("overall"));
      worst =
          Deviations.largest(
              worst,
              Deviations.estimates(Deviations.without(true, expected.path("overall")), overall, interval, 1));
      worst = Deviations.largest(worst, weights(expected, found));
    }
    return worst;
  }

  /** The weights of effects in every average, and of the averages in that of all. */
  private static double weights(JsonNode expected, JsonNode found) {
    double worst = 0;
    Map<String, Double> ofAll = new LinkedHashMap<>();
    for (int average = 0; average < expected.path("weights").size(); average++) {
      Map<String, Double> own = weights(found.path("effects").path(average));
      for (int cell = 0; cell < expected.path("weights_order").size(); cell++) {
        String name = expected.path("weights_order").get(cell).asText();
        double weight = expected.path("weights").get(average).get(cell).asDouble();
        worst = Deviations.largest(worst, Math.abs(weight - own.getOrDefault(name, 0.0)));
        ofAll.merge(name, weight * expected.path("overall_weights").path(average).asDouble(Double.NaN), Double::sum);
      }
    }
    Map<String, Double> overall = weights(found.path("overall"));
    for (Map.Entry<String, Double> weight : ofAll.entrySet()) {
      worst = Deviations.largest(worst, Math.abs(weight.getValue() - overall.getOrDefault(weight.getKey(), 0.0)));
    }
    return worst;
  }

  private static Map<String, Double> weights(JsonNode average) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (JsonNode cell : average.path("weights")) {
      String name =
          "ATT(%s,%s,%s)".formatted(cell.path("group").asText(), cell.path("base_period").asText(), cell.path("period").asText());
      weights.put(name, cell.path("weight").asDouble(Double.NaN));
    }
    return weights;
  }

  private static Question unweighted(JsonNode expected) {
    return new Question(
        "unweighted",
        "unweighted",
        true,
        asked -> asked.spec().withObject("/data").remove("weights"),
        (result, interval) -> repetitions(expected, "all_se", result));
  }

  private static Question duplicated(ReferenceCase reference, JsonNode expected) {
    return new Question(
        "duplicated_rows",
        "duplicated_rows",
        true,
        asked -> {
          double[] weights = reference.columns().get(reference.json().at("/roles/sampling_weights").asText());
          asked.spec().withObject("/data").remove("weights");
          for (int row = 0; row < weights.length; row++) {
            for (int copy = 0; copy < weights[row]; copy++) {
              asked.rows().add(row);
            }
          }
        },
        (result, interval) ->
            Deviations.largest(
                repetitions(expected, "all_se_unclustered", result),
                Deviations.of(expected.path("n_obs"), result.path("observations"))));
  }

  private static double repetitions(JsonNode expected, String errors, JsonNode result) {
    double worst = 0;
    for (int t = 0; t < expected.path("all_coef").size(); t++) {
      JsonNode repetitions = result.path("estimates").path(t).path("repetitions");
      worst =
          Deviations.largest(worst, Deviations.all(expected.path("all_coef").get(t), repetitions, "coefficient", 1));
      worst =
          Deviations.largest(worst, Deviations.all(expected.path(errors).get(t), repetitions, "standard_error", 1));
    }
    return worst;
  }
}
