import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What cases expect of effects by group and along columns, and of whom to treat. */
final class ReferenceEffects {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferenceEffects() {}

  /** The first set of cases has estimates between the ends of their intervals. */
  static JsonNode old(JsonNode expected) {
    if (!expected.path("columns").path(1).asText().equals("effect")) {
      return expected;
    }
    ObjectNode estimates = expected.deepCopy();
    ArrayNode middle = JSON.createArrayNode();
    ArrayNode ends = JSON.createArrayNode();
    for (JsonNode row : expected.path("ci95")) {
      middle.add(row.get(1));
      ends.addArray().add(row.get(0)).add(row.get(2));
    }
    if (expected.has("blp_coef")) {
      ArrayNode rows = JSON.createArrayNode();
      for (int row = 0; row < expected.path("rows").asInt(); row++) {
        rows.add(row);
      }
      estimates.set("rows", rows);
      estimates.putObject("at_rows").<ObjectNode>set("effect", middle).set("ci95", ends);
    } else {
      estimates.<ObjectNode>set("coef", middle).set("ci95", ends);
    }
    return estimates;
  }

  static ReferenceQuestions.Question groups(ReferenceCase reference, JsonNode expected) {
    return new ReferenceQuestions.Question(
        "groups",
        "groups",
        false,
        asked -> asked.spec().withObject("/effects").set("groups", JSON.valueToTree(reference.named("group."))),
        (result, interval) ->
            Deviations.estimates(
                Deviations.without(expected.has("origin"), expected), result.path("groups"), interval, 1));
  }

  static ReferenceQuestions.Question curve(ReferenceCase reference, String name, String prefix, JsonNode expected) {
    List<String> basis = reference.named(prefix);
    return new ReferenceQuestions.Question(
        name,
        "curve",
        false,
        asked -> {
          ObjectNode curve = asked.spec().withObject("/effects/curve");
          curve.set("basis", JSON.valueToTree(basis));
          ArrayNode at = curve.putArray("at");
          for (JsonNode row : expected.path("rows")) {
            ArrayNode place = at.addArray();
            basis.forEach(column -> place.add(reference.columns().get(column)[row.asInt()]));
          }
        },
        (result, interval) -> curve(expected, result.path("curve"), interval));
  }

  /** Bands of given normals: BandCheck. */
  private static double curve(JsonNode expected, JsonNode curve, String interval) {
    JsonNode coefficients = curve.path("basis_estimates");
    double worst =
        expected.has("blp_coef")
            ? firstCoefficients(expected.path("blp_coef"), coefficients)
            : Deviations.estimates(expected, coefficients, "coef_" + interval, 1);
    JsonNode places = expected.path("at_rows");
    worst = places.path("effect").size() == curve.path("effect").size() ? worst : Double.POSITIVE_INFINITY;
    for (int p = 0; p < curve.path("effect").size(); p++) {
      JsonNode ends = places.path(interval).path(p);
      worst = Deviations.largest(worst, Deviations.of(places.path("effect").path(p), curve.path("effect").path(p)));
      worst = Deviations.largest(worst, Deviations.of(ends.path(0), curve.path("lower").path(p)));
      worst = Deviations.largest(worst, Deviations.of(ends.path(1), curve.path("upper").path(p)));
    }
    return worst;
  }

  /** The first set of cases has those of the first repetition. */
  private static double firstCoefficients(JsonNode expected, JsonNode coefficients) {
    double worst = expected.size() == coefficients.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int c = 0; c < expected.size(); c++) {
      JsonNode first = coefficients.path(c).path("repetitions").path(0);
      worst = Deviations.largest(worst, Deviations.of(expected.get(c), first.path("coefficient")));
    }
    return worst;
  }

  static ReferenceQuestions.Question policy(JsonNode expected) {
    return new ReferenceQuestions.Question(
        "policy_tree",
        "policy_tree",
        false,
        asked -> {
          ObjectNode policy = asked.spec().withObject("/effects/policy_tree");
          policy.set("features", expected.path("features"));
          policy.set("depth", expected.path("depth"));
          policy.set("min_leaf", expected.path("min_samples_leaf"));
          policy.set("prune", expected.path("ccp_alpha"));
          policy.put("search", "greedy");
        },
        (result, interval) -> {
          JsonNode policy = result.path("policy_tree");
          double worst = branch(expected.path("tree"), policy.path("nodes"), 0);
          // Decided as the coin that halves: 2 value - the value of treating all.
          double value = policy.path("value_in_sample").asDouble(Double.NaN);
          double ofAll = result.at("/estimates/0/coefficient").asDouble(Double.NaN);
          worst = Deviations.largest(worst, away(expected.path("value"), value));
          worst = Deviations.largest(worst, away(expected.path("value_treat_all"), ofAll));
          return Deviations.largest(worst, away(expected.path("gain_over_half"), 2 * value - ofAll));
        });
  }

  private static double away(JsonNode expected, double actual) {
    return Deviations.of(expected, JSON.getNodeFactory().numberNode(actual));
  }

  /** Features and decisions must be equal; the reference holds thresholds in single precision. */
  private static double branch(JsonNode expected, JsonNode nodes, int position) {
    JsonNode node = nodes.path(position);
    if (expected.has("treat")) {
      boolean alike =
          expected.path("treat").asText().equals(node.path("action").asText())
              && expected.path("rows").asInt() == node.path("rows").asInt();
      double sum = node.path("worth").path(1).asDouble(Double.NaN) * node.path("rows").asInt();
      return alike ? away(expected.path("sum_psi_b"), sum) : Double.POSITIVE_INFINITY;
    }
    double threshold = Deviations.of(expected.path("threshold"), node.path("threshold"));
    return expected.path("feature").equals(node.path("feature")) && threshold < 1e-6
        ? Deviations.largest(
            branch(expected.path("left"), nodes, node.path("left").asInt()),
            branch(expected.path("right"), nodes, node.path("right").asInt()))
        : Double.POSITIVE_INFINITY;
  }
}
