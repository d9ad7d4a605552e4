import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How far numbers of a result are from those of a reference, relatively; infinitely if they are not there. */
final class Deviations {

  private Deviations() {}

  /** The larger of two; what is not a number is infinitely far. */
  static double largest(double one, double other) {
    return Double.isNaN(other) ? Double.POSITIVE_INFINITY : Math.max(one, other);
  }

  /** What the case does not say is not compared; what the result does not say is wrong. */
  static double of(JsonNode expected, JsonNode actual) {
    return of(expected, actual, 1);
  }

  /** The same for a result that is multiplied first. */
  static double of(JsonNode expected, JsonNode actual, double scale) {
    if (expected.isMissingNode()) {
      return 0;
    }
    return expected.isNumber() && actual.isNumber()
        ? Math.abs(actual.asDouble() * scale - expected.asDouble()) / Math.max(Math.abs(expected.asDouble()), 1e-300)
        : Double.POSITIVE_INFINITY;
  }

  /** The same where the reference has a difference of numbers that are larger. */
  static double ofDifference(JsonNode expected, JsonNode actual) {
    boolean close = expected.isNumber() && actual.isNumber() && Math.abs(expected.asDouble() - actual.asDouble()) < 1e-12;
    return close ? 0 : of(expected, actual);
  }

  /** The reference prints 2(1 - Phi(|t|)), which has no digits left where it is small. */
  static double probability(JsonNode expected, JsonNode actual) {
    return expected.isMissingNode() ? 0 : ofDifference(expected, actual);
  }

  /** What is expected, without p if it cannot be compared. */
  static JsonNode without(boolean p, JsonNode expected) {
    return p ? ((ObjectNode) expected.deepCopy()).without("p") : expected;
  }

  /** Estimates with all that each has. */
  static double estimates(JsonNode expected, JsonNode estimates, String interval, double scale) {
    boolean asMany = expected.path("coef").size() > 0 && estimates.size() == expected.path("coef").size();
    double worst = asMany ? 0 : Double.POSITIVE_INFINITY;
    for (int t = 0; t < expected.path("coef").size(); t++) {
      JsonNode estimate = estimates.path(t);
      JsonNode bounds = estimate.path("confidence_interval");
      worst = largest(worst, of(expected.path("coef").get(t), estimate.path("coefficient"), scale));
      worst = largest(worst, of(expected.path("se").path(t), estimate.path("standard_error"), scale));
      worst = largest(worst, of(expected.path("t").path(t), estimate.path("t")));
      worst = largest(worst, probability(expected.path("p").path(t), estimate.path("p")));
      worst = largest(worst, of(expected.path(interval).path(t).path(0), bounds.path("lower"), scale));
      worst = largest(worst, of(expected.path(interval).path(t).path(1), bounds.path("upper"), scale));
      JsonNode repetitions = estimate.path("repetitions");
      worst = largest(worst, all(expected.path("all_coef").path(t), repetitions, "coefficient", scale));
      worst = largest(worst, all(expected.path("all_se").path(t), repetitions, "standard_error", scale));
    }
    return worst;
  }

  /** A number of every repetition. */
  static double all(JsonNode expected, JsonNode repetitions, String name, double scale) {
    double worst = expected.isMissingNode() || expected.size() == repetitions.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int r = 0; r < expected.size(); r++) {
      worst = largest(worst, of(expected.get(r), repetitions.path(r).path(name), scale));
    }
    return worst;
  }

  /** Where the reference says that there is no bound, there is null. */
  static double intervals(JsonNode expected, JsonNode actual) {
    double worst = expected.size() == actual.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < expected.size(); i++) {
      worst = largest(worst, bound(expected.get(i).path(0), actual.path(i).path("lower")));
      worst = largest(worst, bound(expected.get(i).path(1), actual.path(i).path("upper")));
    }
    return worst;
  }

  private static double bound(JsonNode expected, JsonNode actual) {
    return expected.isTextual() && actual.isNull() ? 0 : of(expected, actual);
  }
}
