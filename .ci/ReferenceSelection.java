import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;

/**
 * Normalised weights of sample selection, which DoubleML gets wrong: it scales those of an arm to the number of rows in
 * that arm, not to that of all rows, so that the correction by the residuals counts too little.
 *
 * <p>The estimates are made anew of the expected predictions, once with its factor, which must give its numbers, and once
 * with the right one, which is what is expected of us.
 */
final class ReferenceSelection {

  private final Map<String, double[]> columns;
  private final Map<String, double[]> predictions;

  private ReferenceSelection(Map<String, double[]> columns, Map<String, double[]> predictions) {
    this.columns = columns;
    this.predictions = predictions;
  }

  static boolean concerns(JsonNode json) {
    return json.path("model").asText().equals("SSM") && json.at("/options/normalize_ipw").asBoolean();
  }

  /** Puts the right numbers into the place of those that are expected. */
  static void correct(JsonNode json, Map<String, double[]> columns, Map<String, double[]> predictions) {
    ReferenceSelection selection = new ReferenceSelection(columns, predictions);
    ObjectNode expected = (ObjectNode) json.path("expected");
    JsonNode theirs = expected.path("all_coef").path(0);
    double[] right = new double[theirs.size()];
    double[] errors = new double[theirs.size()];
    for (int r = 0; r < right.length; r++) {
      double[] score = selection.score(r, true);
      if (Math.abs(mean(score) - theirs.get(r).asDouble()) > 1e-10) {
        throw new IllegalStateException(json.path("name") + ": the factor of DoubleML does not give its number");
      }
      score = selection.score(r, false);
      right[r] = mean(score);
      double theta = right[r];
      errors[r] = Math.sqrt(mean(Arrays.stream(score).map(b -> (b - theta) * (b - theta)).toArray()) / score.length);
    }
    expected.removeAll();
    double[] sorted = Arrays.stream(right).sorted().toArray();
    expected.putArray("coef").add((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
    add(expected.putArray("all_coef").addArray(), right);
    add(expected.putArray("all_se").addArray(), errors);
  }

  private static void add(ArrayNode node, double[] values) {
    Arrays.stream(values).forEach(node::add);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** psi_b by row. */
  private double[] score(int repetition, boolean ofDoubleMl) {
    double[] y = columns.get("y");
    double[] d = columns.get("d");
    double[] s = columns.get("s");
    double[][] p = new double[4][];
    Arrays.setAll(p, i -> predictions.get(new String[] {"ml_g_d0", "ml_g_d1", "ml_pi", "ml_m"}[i] + ".rep" + repetition + ".treat0"));
    int n = y.length;
    double[] score = new double[n];
    for (int arm = 0; arm < 2; arm++) {
      double[] weights = new double[n];
      double rows = 0;
      for (int i = 0; i < n; i++) {
        double own = arm == 1 ? p[3][i] : 1 - p[3][i];
        weights[i] = d[i] == arm ? s[i] / (own * p[2][i]) : 0;
        rows += ofDoubleMl ? (d[i] == arm ? 1 : 0) : 1;
      }
      double factor = rows / Arrays.stream(weights).sum();
      for (int i = 0; i < n; i++) {
        score[i] += (2 * arm - 1) * (p[arm][i] + factor * weights[i] * (y[i] - p[arm][i]));
      }
    }
    return score;
  }
}
