import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every reference case that the program covers through spec files and the command, twice: with learners, and with
 * the expected predictions given; and compares coefficients, standard errors, t, p, intervals and predictions.
 *
 * <p>Arguments: the launcher, the directory of the cases. Exit 1 if a number is off by more than 1e-8 relative.
 */
class ReferenceCheck {

  private static final double TOLERANCE = 1e-8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path launcher;
  private int passed;
  private int failed;

  ReferenceCheck(Path launcher) {
    this.launcher = launcher;
  }

  public static void main(String[] args) throws Exception {
    ReferenceCheck check = new ReferenceCheck(Path.of(args[0]).toAbsolutePath());
    List<Path> cases;
    try (var directories = Files.list(Path.of(args[1]))) {
      cases = directories.filter(Files::isDirectory).sorted().toList();
    }
    for (Path directory : cases) {
      JsonNode expected = JSON.readTree(directory.resolve("case.json").toFile());
      if (isCovered(expected)) {
        check.run(directory, expected, false);
        check.run(directory, expected, true);
      }
    }
    System.out.println(check.passed + " passed, " + check.failed + " failed");
    if (check.failed > 0 || check.passed == 0) {
      System.exit(1);
    }
  }

  private static boolean isCovered(JsonNode expected) {
    return List.of("PLR", "PLIV", "IRM", "IIVM").contains(expected.path("model").asText())
        && !expected.path("roles").has("cluster")
        && !expected.path("roles").has("weights");
  }

  private void run(Path directory, JsonNode expected, boolean givenPredictions) throws Exception {
    String name = directory.getFileName() + (givenPredictions ? " (predictions given)" : "");
    Path work = Files.createTempDirectory("dml-reference");
    Path spec = work.resolve("spec.json");
    writeFolds(expected.path("folds"), work.resolve("folds.csv"));
    JSON.writeValue(spec.toFile(), spec(directory, expected, givenPredictions));
    double worst = 0;
    for (String level : List.of("0.95", "0.9")) {
      Path predictions = work.resolve("predictions.csv");
      JsonNode result = estimate(spec, level, predictions);
      worst = Math.max(worst, compare(expected.path("expected"), result, level.equals("0.95") ? "ci95" : "ci90"));
      worst = Math.max(worst, comparePredictions(directory.resolve("predictions.csv"), predictions));
    }
    boolean good = worst <= TOLERANCE;
    passed += good ? 1 : 0;
    failed += good ? 0 : 1;
    System.out.printf("%s %s: largest relative deviation %.1e%n", good ? "ok  " : "FAIL", name, worst);
  }

  private static void writeFolds(JsonNode folds, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder();
    for (int r = 0; r < folds.size(); r++) {
      header.append(r == 0 ? "" : ",").append("rep").append(r);
    }
    lines.add(header.toString());
    for (int row = 0; row < folds.get(0).size(); row++) {
      StringBuilder line = new StringBuilder();
      for (int r = 0; r < folds.size(); r++) {
        line.append(r == 0 ? "" : ",").append(folds.get(r).get(row).asInt());
      }
      lines.add(line.toString());
    }
    Files.write(file, lines);
  }

  private static ObjectNode spec(Path directory, JsonNode expected, boolean givenPredictions) {
    ObjectNode spec = JSON.createObjectNode();
    JsonNode roles = expected.path("roles");
    ObjectNode data = spec.putObject("data");
    data.put("file", directory.toAbsolutePath().resolve("data.csv").toString());
    data.set("outcome", roles.path("y"));
    data.set("treatment", roles.path("d"));
    data.set("covariates", roles.path("x"));
    if (roles.has("z")) {
      data.set("instruments", roles.path("z"));
    }
    spec.put("model", expected.path("model").asText().toLowerCase(java.util.Locale.ROOT));
    spec.put("score", expected.path("score").asText().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
    if (givenPredictions) {
      spec.put("predictions", directory.toAbsolutePath().resolve("predictions.csv").toString());
    } else {
      ObjectNode learners = spec.putObject("learners");
      expected
          .path("learners")
          .properties()
          .forEach(
              learner ->
                  learners
                      .putObject(learner.getKey())
                      .put("type", learner.getValue().asText().equals("ols") ? "linear-regression" : "logistic-regression"));
    }
    spec.put("partitions", "folds.csv");
    spec.put("aggregation", "median");
    JsonNode options = expected.path("options");
    String model = expected.path("model").asText();
    if (model.equals("IRM") || model.equals("IIVM")) {
      spec.putObject("propensity")
          .put("clip", options.path("clipping_threshold").asDouble(0.01))
          .put("normalize", options.path("normalize_ipw").asBoolean(false));
    }
    if (model.equals("IIVM")) {
      spec.putObject("subgroups")
          .put("always_takers", options.path("always_takers").asBoolean(true))
          .put("never_takers", options.path("never_takers").asBoolean(true));
    }
    return spec;
  }

  private JsonNode estimate(Path spec, String level, Path predictions) throws Exception {
    Process process =
        new ProcessBuilder(
                launcher.toString(),
                "estimate",
                spec.toString(),
                "--set",
                "confidence_level=" + level,
                "--format",
                "json",
                "--predictions",
                predictions.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(spec + ": exit " + process.exitValue());
    }
    return JSON.readTree(output);
  }

  private static double compare(JsonNode expected, JsonNode result, String interval) {
    double worst = 0;
    for (int t = 0; t < expected.path("coef").size(); t++) {
      JsonNode estimate = result.path("estimates").get(t);
      worst = Math.max(worst, deviation(expected.path("coef").get(t), estimate.path("coefficient")));
      worst = Math.max(worst, deviation(expected.path("se").get(t), estimate.path("standard_error")));
      worst = Math.max(worst, deviation(expected.path("t").get(t), estimate.path("t")));
      worst = Math.max(worst, deviation(expected.path("p").get(t), estimate.path("p")));
      JsonNode bounds = estimate.path("confidence_interval");
      worst = Math.max(worst, deviation(expected.path(interval).get(t).get(0), bounds.path("lower")));
      worst = Math.max(worst, deviation(expected.path(interval).get(t).get(1), bounds.path("upper")));
      for (int r = 0; r < expected.path("all_coef").get(t).size(); r++) {
        JsonNode repetition = estimate.path("repetitions").get(r);
        worst = Math.max(worst, deviation(expected.path("all_coef").get(t).get(r), repetition.path("coefficient")));
        worst = Math.max(worst, deviation(expected.path("all_se").get(t).get(r), repetition.path("standard_error")));
      }
    }
    return worst;
  }

  private static double deviation(JsonNode expected, JsonNode actual) {
    if (!expected.isNumber() || !actual.isNumber()) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual.asDouble() - expected.asDouble()) / Math.max(Math.abs(expected.asDouble()), 1e-300);
  }

  /** Relative to the largest prediction of the column, so that one near zero does not count for more. */
  private static double comparePredictions(Path expectedFile, Path actualFile) throws IOException {
    Map<String, double[]> expected = read(expectedFile);
    Map<String, double[]> actual = read(actualFile);
    double worst = 0;
    for (Map.Entry<String, double[]> column : expected.entrySet()) {
      double[] values = actual.get(column.getKey());
      boolean constant = java.util.Arrays.stream(column.getValue()).distinct().count() == 1;
      if (constant) {
        continue; // r0 = 0 or r1 = 1 of an absent subgroup: not learnt, not used
      }
      double scale = java.util.Arrays.stream(column.getValue()).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < values.length; i++) {
        double value = column.getKey().startsWith("ml_m.") ? clipLike(values[i], column.getValue()[i]) : values[i];
        worst = Math.max(worst, Math.abs(value - column.getValue()[i]) / scale);
      }
    }
    return worst;
  }

  /** The reference stores propensities clipped at 0.01, the command as they were predicted. */
  private static double clipLike(double value, double expected) {
    return expected == 0.01 || expected == 0.99 ? Math.clamp(value, 0.01, 0.99) : value;
  }

  private static Map<String, double[]> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.get(0).split(",");
    Map<String, double[]> columns = new HashMap<>();
    for (int c = 0; c < names.length; c++) {
      int column = c;
      columns.put(
          names[c], lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[column])).toArray());
    }
    return columns;
  }
}
