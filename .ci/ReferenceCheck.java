import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Runs every reference case that the program can say in a spec through the command, twice: with learners at the level
 * 95 %, and with the expected predictions given at 90 %; and compares what the tables below name.
 *
 * <p>A case is covered if its model, all its roles and all its options are in the tables; a family is added by a line in
 * them. Whatever is left out, whole cases and parts of results, is counted and named.
 *
 * <p>Arguments: the launcher, directories of cases. Exit 1 if a number is off.
 */
class ReferenceCheck {

  private static final double TOLERANCE = 1e-8;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes what a case says into a spec. */
  private interface Written {
    void into(ObjectNode spec, JsonNode value);
  }

  /** Compares a part of what is expected with a result; the largest deviation. */
  private interface Compared {
    double with(Case reference, JsonNode expected, JsonNode result, String interval);
  }

  private static final Map<String, String> MODELS =
      Map.of(
          "PLR", "plr", "PLIV", "pliv", "IRM", "irm", "IIVM", "iivm", "APO", "apo", "APOS", "apo", "DID", "did",
          "DIDCS", "did-cross-section", "DIDMULTI", "did", "DIDMULTICS", "did-cross-section");

  /** Scores that learn no propensity, though the reference names a learner of one. */
  private static final List<String> WITHOUT_PROPENSITY = List.of("experimental");

  private static final Map<String, Written> ROLES =
      Map.ofEntries(
          Map.entry("y", data("outcome")),
          Map.entry("dy", data("outcome")),
          Map.entry("d", data("treatment")),
          Map.entry("x", data("covariates")),
          Map.entry("z", data("instruments")),
          Map.entry("cluster", data("clusters")),
          Map.entry("weights", data("estimand_weights")),
          Map.entry("weights_bar", data("expected_estimand_weights")),
          Map.entry("sampling_weights", data("weights")),
          Map.entry("g", data("cohort")),
          Map.entry("t", data("time")),
          Map.entry("id", data("unit")));

  private static final Map<String, Written> OPTIONS = new TreeMap<>();

  static {
    OPTIONS.put(
        "clipping_threshold",
        (spec, value) -> {
          if (!WITHOUT_PROPENSITY.contains(spec.path("score").asText())) {
            spec.withObject("/propensity").set("clip", value);
          }
        });
    OPTIONS.put("normalize_ipw", (spec, value) -> spec.withObject("/propensity").set("normalize", value));
    OPTIONS.put("always_takers", (spec, value) -> spec.withObject("/subgroups").set("always_takers", value));
    OPTIONS.put("never_takers", (spec, value) -> spec.withObject("/subgroups").set("never_takers", value));
    OPTIONS.put("in_sample_normalization", (spec, value) -> spec.set("in_sample_normalization", value));
    OPTIONS.put("partial", (spec, value) -> spec.set("partial", value));
    OPTIONS.put("treatment_level", (spec, value) -> spec.putArray("levels").add(value));
    OPTIONS.put("treatment_levels", (spec, value) -> spec.set("levels", value));
    OPTIONS.put("reference_level", (spec, value) -> spec.set("reference", value));
    OPTIONS.put("control_group", (spec, value) -> spec.put("control_group", value.asText().replace('_', '-')));
    OPTIONS.put("anticipation_periods", (spec, value) -> spec.set("anticipation", value));
    OPTIONS.put(
        "gt_combinations",
        (spec, value) -> spec.put("base_period", value.asText().replace("standard", "varying")));
    OPTIONS.put(
        "panel",
        (spec, value) -> {
          if (!value.asBoolean()) {
            spec.put("model", "did-cross-section").withObject("/data").remove("unit");
          }
        });
    OPTIONS.put("never_treated_value", (spec, value) -> {});
    // Said by the folds, or the only way there is.
    OPTIONS.put("n_folds_per_cluster", (spec, value) -> {});
    OPTIONS.put("train_sizes", (spec, value) -> {});
    OPTIONS.put("use_other_treat_as_covariate", (spec, value) -> {});
  }

  /** What is expected, by key; {@code coef} stands for all that every estimate has. */
  private static final Map<String, Compared> EXPECTED = new TreeMap<>();

  /** What a spec asks for where one of these is expected; of the same kind each has a run of its own. */
  private static final Map<String, Written> ASKED = new TreeMap<>();

  static {
    EXPECTED.put(
        "coef",
        (reference, expected, result, interval) ->
            estimates(
                without(reference.hasMedianP(), expected), result.path("estimates"), interval, reference.scale()));
    EXPECTED.put(
        "contrast",
        (reference, expected, result, interval) ->
            estimates(without(true, expected.path("contrast")), result.path("contrasts"), interval, 1));
    EXPECTED.put(
        "robust_confset",
        (reference, expected, result, interval) ->
            intervals(
                expected.path("robust_confset").path(interval.equals("ci90") ? "intervals90" : "intervals"),
                result.path("estimates").path(0).path("robust_confidence_set").path("intervals")));
    EXPECTED.put("aggregations", (reference, expected, result, interval) -> aggregations(expected, result, interval));
    for (String gate : List.of("gate", "gate_normalized")) {
      ASKED.put(gate, (spec, value) -> spec.withObject("/effects").set("groups", value.path("basis")));
      EXPECTED.put(
          gate,
          (reference, expected, result, interval) ->
              estimates(
                  without(expected.path(gate).has("origin"), expected.path(gate)),
                  result.path("groups"),
                  interval,
                  1));
    }
    for (String cate : List.of("cate_polynomial", "cate_spline")) {
      ASKED.put(cate, ReferenceCheck::askForCurve);
      EXPECTED.put(
          cate,
          (reference, expected, result, interval) ->
              curve(expected.path(cate), result.path("curve"), interval));
    }
  }

  static {
    ASKED.put("policy_tree", ReferenceCheck::askForPolicy);
    EXPECTED.put(
        "policy_tree",
        (reference, expected, result, interval) -> {
          JsonNode policy = result.path("policy_tree");
          return largest(
              deviation(expected.at("/policy_tree/value"), policy.path("value_in_sample"), 1),
              branch(expected.at("/policy_tree/tree"), policy.path("nodes"), 0));
        });
  }

  private static void askForPolicy(ObjectNode spec, JsonNode value) {
    ObjectNode policy = spec.withObject("/effects/policy_tree");
    policy.set("features", value.path("features"));
    policy.set("depth", value.path("depth"));
    policy.set("min_leaf", value.path("min_samples_leaf"));
    policy.set("prune", value.path("ccp_alpha"));
    policy.put("search", "greedy");
  }

  /** Features and decisions must be equal; the reference holds thresholds in single precision. */
  private static double branch(JsonNode expected, JsonNode nodes, int position) {
    JsonNode node = nodes.path(position);
    if (expected.has("treat")) {
      boolean alike =
          expected.path("treat").asText().equals(node.path("action").asText())
              && expected.path("rows").asInt() == node.path("rows").asInt();
      double sum = node.path("worth").path(1).asDouble(Double.NaN) * node.path("rows").asInt();
      return alike
          ? deviation(expected.path("sum_psi_b"), JSON.getNodeFactory().numberNode(sum), 1)
          : Double.POSITIVE_INFINITY;
    }
    double threshold = deviation(expected.path("threshold"), node.path("threshold"), 1);
    return expected.path("feature").equals(node.path("feature")) && threshold < 1e-6
        ? largest(
            branch(expected.path("left"), nodes, node.path("left").asInt()),
            branch(expected.path("right"), nodes, node.path("right").asInt()))
        : Double.POSITIVE_INFINITY;
  }

  private static double aggregations(JsonNode expected, JsonNode result, String interval) {
    double worst = 0;
    for (var family : expected.path("aggregations").properties()) {
      JsonNode found = result.path("aggregations").path(family.getKey().replace("eventstudy", "event_study"));
      worst = largest(worst, estimates(without(true, family.getValue()), found.path("effects"), interval, 1));
      var overall = JSON.createArrayNode().add(found.path("overall"));
      worst = largest(worst, estimates(without(true, family.getValue().path("overall")), overall, interval, 1));
    }
    return worst;
  }

  private static void askForCurve(ObjectNode spec, JsonNode value) {
    ObjectNode curve = spec.withObject("/effects/curve");
    curve.set("basis", value.path("basis"));
    curve.set("at", value.path("places"));
  }

  private static double curve(JsonNode expected, JsonNode curve, String interval) {
    double worst = estimates(expected, curve.path("basis_estimates"), "coef_" + interval, 1);
    JsonNode places = expected.path("at_rows");
    worst = places.path("effect").size() == curve.path("effect").size() ? worst : Double.POSITIVE_INFINITY;
    for (int p = 0; p < curve.path("effect").size(); p++) {
      worst = largest(worst, deviation(places.path("effect").path(p), curve.path("effect").path(p), 1));
      worst = largest(worst, deviation(places.path(interval).path(p).path(0), curve.path("lower").path(p), 1));
      worst = largest(worst, deviation(places.path(interval).path(p).path(1), curve.path("upper").path(p), 1));
    }
    return worst;
  }

  /** Compared with {@code coef}, or about how the case was made. */
  private static final List<String> SAID_ELSEWHERE =
      List.of(
          "se", "t", "p", "ci95", "ci90", "all_coef", "all_se", "all_mean_psi_a", "row_mean_coef", "origin",
          "doubleml", "unweighted", "names", "gt");

  /**
   * A case with what it is about.
   *
   * @param json what {@code case.json} says
   * @param scale what an average is multiplied with there: the mean of the weights, by which ours are divided
   */
  private record Case(JsonNode json, double scale) {

    static Case of(Path directory) throws IOException {
      JsonNode json = JSON.readTree(directory.resolve("case.json").toFile());
      addBasis(directory.resolve("basis.csv"), json.path("expected"));
      String weights = json.path("roles").path("weights").asText();
      boolean scaled = !weights.isEmpty() && !json.path("score").asText().equals("ATTE");
      return new Case(
          json,
          scaled ? Arrays.stream(read(directory.resolve("data.csv")).get(weights)).average().orElseThrow() : 1);
    }

    /** Puts the columns of each basis by name, and their values at the rows that are looked at, where they are expected. */
    private static void addBasis(Path file, JsonNode expected) throws IOException {
      if (!Files.exists(file)) {
        return;
      }
      Map<String, double[]> columns = read(file);
      // A mean of w psi by group is no effect.
      if (expected.has("gate_normalized")) {
        ((ObjectNode) expected).remove("gate");
      }
      for (String key : ASKED.keySet()) {
        if (expected.path(key) instanceof ObjectNode part) {
          String prefix = key.startsWith("gate") ? "group." : key.replace("cate_", "") + ".";
          List<String> names = columns.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
          part.set("basis", JSON.valueToTree(names));
          part.set(
              "places",
              JSON.valueToTree(
                  IntStream.range(0, part.path("rows").size())
                      .map(i -> part.path("rows").get(i).asInt())
                      .mapToObj(row -> names.stream().map(name -> columns.get(name)[row]).toList())
                      .toList()));
        }
      }
    }

    /** What is asked for in each run: kinds that differ together, the others one after the other. */
    List<List<String>> runs() {
      List<List<String>> runs = new ArrayList<>(List.of(new ArrayList<>()));
      for (String key : ASKED.keySet()) {
        if (json.path("expected").has(key)) {
          List<String> last = runs.getLast();
          if (last.stream().anyMatch(other -> other.split("_")[0].equals(key.split("_")[0]))) {
            runs.add(new ArrayList<>(List.of(key)));
          } else {
            last.add(key);
          }
        }
      }
      return runs;
    }

    /** Whether p is the median of those of the repetitions there; in all others it is that of t, as ours. */
    boolean hasMedianP() {
      return json.path("origin").asText().equals("formula")
          || List.of("APOS", "DIDMULTI", "DIDMULTICS").contains(json.path("model").asText());
    }
  }

  /** What is expected, without p if it cannot be compared. */
  private static JsonNode without(boolean p, JsonNode expected) {
    return p ? ((ObjectNode) expected.deepCopy()).without("p") : expected;
  }

  private final Path launcher;

  /** The predictions of the last run with learners. */
  private Path learnt;

  private int passed;
  private int failed;
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final Map<String, Integer> partsLeftOut = new TreeMap<>();

  ReferenceCheck(Path launcher) {
    this.launcher = launcher;
  }

  private static Written data(String key) {
    return (spec, value) -> spec.withObject("/data").set(key, value);
  }

  public static void main(String[] args) throws Exception {
    ReferenceCheck check = new ReferenceCheck(Path.of(args[0]).toAbsolutePath());
    for (String directory : List.of(args).subList(1, args.length)) {
      try (var cases = Files.list(Path.of(directory))) {
        for (Path each : cases.filter(Files::isDirectory).sorted().toList()) {
          check.look(each);
        }
      }
    }
    int cases = check.leftOut.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(check.passed + " passed, " + check.failed + " failed, " + cases + " cases left out");
    check.leftOut.forEach((why, count) -> System.out.println("  left out for " + why + ": " + count));
    check.partsLeftOut.forEach((part, count) -> System.out.println("  not compared: " + part + " of " + count));
    if (check.failed > 0 || check.passed == 0) {
      System.exit(1);
    }
  }

  private void look(Path directory) throws Exception {
    Case of = Case.of(directory);
    JsonNode reference = of.json();
    List<String> unknown = new ArrayList<>();
    if (!MODELS.containsKey(reference.path("model").asText())) {
      unknown.add("the model " + reference.path("model").asText());
    }
    reference.path("roles").fieldNames().forEachRemaining(role -> addUnknown("the role ", role, ROLES, unknown));
    reference.path("options").fieldNames().forEachRemaining(key -> addUnknown("the option ", key, OPTIONS, unknown));
    if (!unknown.isEmpty()) {
      leftOut.merge(unknown.getFirst(), 1, Integer::sum);
      return;
    }
    reference
        .path("expected")
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!EXPECTED.containsKey(key) && !SAID_ELSEWHERE.contains(key)) {
                partsLeftOut.merge(key, 1, Integer::sum);
              }
            });
    for (List<String> asked : of.runs()) {
      run(directory, of, asked, false);
      if (Files.exists(directory.resolve("predictions.csv"))) {
        run(directory, of, asked, true);
      }
    }
  }

  private static void addUnknown(String kind, String name, Map<String, ?> known, List<String> unknown) {
    if (!known.containsKey(name)) {
      unknown.add(kind + name);
    }
  }

  private void run(Path directory, Case of, List<String> asked, boolean given) throws Exception {
    JsonNode reference = of.json();
    String name =
        directory.getFileName()
            + (asked.isEmpty() ? "" : " with " + String.join(", ", asked))
            + (given ? " (predictions given)" : "");
    Path work = Files.createTempDirectory("dml-reference");
    Path spec = work.resolve("spec.json");
    writeFolds(reference.path("folds"), work.resolve("folds.csv"));
    Map<String, double[]> expectedPredictions = predictions(directory, reference);
    if (given && isOfCells(reference)) {
      Files.copy(learnt, work.resolve("predictions.csv"));
    } else if (given) {
      write(expectedPredictions, work.resolve("predictions.csv"));
    }
    Path data = work.resolve("data.csv");
    write(read(directory.resolve("data.csv"), directory.resolve("basis.csv")), data);
    ObjectNode written = spec(data, reference, given);
    asked.forEach(key -> ASKED.get(key).into(written, reference.path("expected").path(key)));
    JSON.writeValue(spec.toFile(), written);
    String level = given ? "0.9" : "0.95";
    Path predicted = work.resolve("written.csv");
    learnt = given ? learnt : predicted;
    JsonNode result = estimate(spec, level, predicted);
    double worst = given ? 0 : comparePredictions(expectedPredictions, read(predicted));
    JsonNode expected = reference.path("expected");
    for (Map.Entry<String, Compared> part : EXPECTED.entrySet()) {
      if (expected.has(part.getKey()) && (!ASKED.containsKey(part.getKey()) || asked.contains(part.getKey()))) {
        worst =
            Math.max(worst, part.getValue().with(of, expected, result, given ? "ci90" : "ci95"));
      }
    }
    boolean good = worst <= TOLERANCE;
    passed += good ? 1 : 0;
    failed += good ? 0 : 1;
    System.out.printf("%s %s: largest relative deviation %.1e%n", good ? "ok  " : "FAIL", name, worst);
  }

  private static void writeFolds(JsonNode folds, Path file) throws IOException {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int r = 0; r < folds.size(); r++) {
      JsonNode repetition = folds.get(r);
      columns.put("rep" + r, IntStream.range(0, repetition.size()).mapToDouble(i -> repetition.get(i).asInt()).toArray());
    }
    write(columns, file);
  }

  private static void write(Map<String, double[]> columns, Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns.keySet())));
    int rows = columns.values().iterator().next().length;
    for (int row = 0; row < rows; row++) {
      int at = row;
      lines.add(
          String.join(
              ",",
              columns.values().stream()
                  .map(column -> column[at] == (long) column[at] ? "" + (long) column[at] : "" + column[at])
                  .toList()));
    }
    Files.write(file, lines);
  }

  private static ObjectNode spec(Path data, JsonNode reference, boolean given) {
    ObjectNode spec = JSON.createObjectNode();
    spec.putObject("data").put("file", data.toString());
    spec.put("model", MODELS.get(reference.path("model").asText()));
    spec.put("score", reference.path("score").asText().toLowerCase(Locale.ROOT).replace(' ', '-'));
    reference.path("roles").properties().forEach(role -> ROLES.get(role.getKey()).into(spec, role.getValue()));
    reference.path("options").properties().forEach(key -> OPTIONS.get(key.getKey()).into(spec, key.getValue()));
    if (given) {
      spec.put("predictions", "predictions.csv");
    } else {
      ObjectNode learners = spec.putObject("learners");
      reference
          .path("learners")
          .properties()
          .stream()
          .filter(learner -> !isIdle(learner.getKey(), reference))
          .forEach(
              learner ->
                  learners
                      .putObject(learner.getKey())
                      .put("type", learner.getValue().asText().equals("ols") ? "linear-regression" : "logistic-regression"));
    }
    spec.put("partitions", "folds.csv");
    spec.put("aggregation", "median");
    return spec;
  }

  private static boolean isIdle(String nuisance, JsonNode reference) {
    return nuisance.equals("ml_m") && WITHOUT_PROPENSITY.contains(reference.path("score").asText());
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

  private static double estimates(JsonNode expected, JsonNode estimates, String interval, double scale) {
    double worst = estimates.size() == expected.path("coef").size() ? 0 : Double.POSITIVE_INFINITY;
    for (int t = 0; t < expected.path("coef").size(); t++) {
      JsonNode estimate = estimates.path(t);
      JsonNode bounds = estimate.path("confidence_interval");
      worst = largest(worst, deviation(expected.path("coef").get(t), estimate.path("coefficient"), scale));
      worst = largest(worst, deviation(expected.path("se").get(t), estimate.path("standard_error"), scale));
      worst = largest(worst, deviation(expected.path("t").path(t), estimate.path("t"), 1));
      worst = largest(worst, probability(expected.path("p").path(t), estimate.path("p")));
      worst = largest(worst, deviation(expected.path(interval).path(t).path(0), bounds.path("lower"), scale));
      worst = largest(worst, deviation(expected.path(interval).path(t).path(1), bounds.path("upper"), scale));
      JsonNode repetitions = estimate.path("repetitions");
      for (int r = 0; r < expected.path("all_coef").path(t).size(); r++) {
        worst =
            largest(
                worst,
                deviation(expected.path("all_coef").get(t).get(r), repetitions.path(r).path("coefficient"), scale));
        worst =
            largest(
                worst,
                deviation(expected.path("all_se").get(t).get(r), repetitions.path(r).path("standard_error"), scale));
      }
    }
    return worst;
  }

  /** Where the reference says that there is no bound, there is null. */
  private static double intervals(JsonNode expected, JsonNode actual) {
    double worst = expected.size() == actual.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < expected.size(); i++) {
      worst = largest(worst, bound(expected.get(i).path(0), actual.path(i).path("lower")));
      worst = largest(worst, bound(expected.get(i).path(1), actual.path(i).path("upper")));
    }
    return worst;
  }

  private static double bound(JsonNode expected, JsonNode actual) {
    return expected.isTextual() && actual.isNull() ? 0 : deviation(expected, actual, 1);
  }

  private static double largest(double one, double other) {
    return Double.isNaN(other) ? Double.POSITIVE_INFINITY : Math.max(one, other);
  }

  /** What the case does not say is not compared; what the result does not say is wrong. */
  private static double deviation(JsonNode expected, JsonNode actual, double scale) {
    if (expected.isMissingNode()) {
      return 0;
    }
    return expected.isNumber() && actual.isNumber()
        ? Math.abs(actual.asDouble() * scale - expected.asDouble()) / Math.max(Math.abs(expected.asDouble()), 1e-300)
        : Double.POSITIVE_INFINITY;
  }

  /** The reference prints 2(1 - Phi(|t|)), which has no digits left where it is small. */
  private static double probability(JsonNode expected, JsonNode actual) {
    boolean close =
        expected.isMissingNode() || (actual.isNumber() && Math.abs(expected.asDouble() - actual.asDouble()) < 1e-12);
    return close ? 0 : deviation(expected, actual, 1);
  }

  /** The expected predictions under our names. */
  private static Map<String, double[]> predictions(Path directory, JsonNode reference) throws IOException {
    Path file = directory.resolve("predictions.csv");
    Map<String, double[]> named = new LinkedHashMap<>();
    if (Files.exists(file)) {
      read(file).forEach((name, column) -> named.put(name(name, reference), column));
      if (isOfCells(reference)) {
        named.replaceAll((name, column) -> byRow(column, directory, reference));
      }
      named.keySet().removeIf(name -> isIdle(name.replaceFirst("\\..*", ""), reference));
      named.remove("");
    }
    return named;
  }

  /** Whether nuisances are of groups and periods, some of which we learn once for several. */
  private static boolean isOfCells(JsonNode reference) {
    return reference.path("model").asText().startsWith("DID") && !reference.path("model").asText().equals("DID");
  }

  /** The reference has a row for each unit, in the order of their numbers; we one for each row of the data. */
  private static double[] byRow(double[] column, Path directory, JsonNode reference) {
    try {
      String unit = reference.path("roles").path("id").asText();
      Map<String, double[]> data = read(directory.resolve("data.csv"));
      if (column.length == data.values().iterator().next().length) {
        return column;
      }
      double[] units = Arrays.stream(data.get(unit)).distinct().sorted().toArray();
      return Arrays.stream(data.get(unit)).map(id -> column[Arrays.binarySearch(units, id)]).toArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The reference names a level by its place, ours by its value; it also learns the outcome at all other levels. */
  private static String name(String column, JsonNode reference) {
    if (isOfCells(reference)) {
      String[] parts = column.split("\\.");
      String cell = parts[2].startsWith("gt") ? parts[2].substring(2) : "1_0_1";
      return parts[0] + ".g=" + cell.replaceFirst("_", ".t=") + "." + parts[1] + ".treat0";
    }
    if (!MODELS.get(reference.path("model").asText()).equals("apo")) {
      return column;
    }
    String[] parts = column.split("\\.");
    JsonNode levels = reference.path("options").path("treatment_levels");
    JsonNode level =
        levels.isMissingNode()
            ? reference.path("options").path("treatment_level")
            : levels.get(Integer.parseInt(parts[2].replace("level", "")));
    return parts[0].endsWith("lvl0")
        ? ""
        : parts[0].replace("_d_lvl1", "") + ".d=" + level.asInt() + "." + parts[1] + ".treat0";
  }

  /** Relative to the largest prediction of the column, so that one near zero does not count for more. */
  private static double comparePredictions(Map<String, double[]> expected, Map<String, double[]> actual) {
    double worst = 0;
    for (Map.Entry<String, double[]> column : expected.entrySet()) {
      double[] values = actual.get(column.getKey());
      if (values == null && column.getKey().contains(".g=")) {
        continue; // learnt for another cell
      }
      boolean constant = Arrays.stream(column.getValue()).distinct().count() == 1;
      if (constant) {
        continue; // r0 = 0 or r1 = 1 of an absent subgroup: not learnt, not used
      }
      double scale =
          Arrays.stream(column.getValue()).filter(Double::isFinite).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(column.getValue()[i])) {
          continue; // outside the cell
        }
        double value = column.getKey().startsWith("ml_m.") ? clipLike(values[i], column.getValue()[i]) : values[i];
        worst = largest(worst, Math.abs(value - column.getValue()[i]) / scale);
      }
    }
    return worst;
  }

  /** The reference stores propensities clipped at 0.01, the command as they were predicted. */
  private static double clipLike(double value, double expected) {
    return expected == 0.01 || expected == 0.99 ? Math.clamp(value, 0.01, 0.99) : value;
  }

  /** The columns of all files that are there. */
  private static Map<String, double[]> read(Path... files) throws IOException {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        columns.putAll(read(file));
      }
    }
    return columns;
  }

  private static Map<String, double[]> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.length; c++) {
      int column = c;
      columns.put(
          names[c], lines.stream().skip(1).mapToDouble(line -> number(line.split(",", -1)[column])).toArray());
    }
    return columns;
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
