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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A case of the reference, and how a spec says it.
 *
 * @param directory where it is
 * @param json what {@code case.json} says
 * @param columns the columns of the data and of the bases
 */
record ReferenceCase(Path directory, JsonNode json, Map<String, double[]> columns) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes what a case says into a spec. */
  interface Written {
    void into(ObjectNode spec, JsonNode value);
  }

  private static final Map<String, String> MODELS =
      Map.ofEntries(
          Map.entry("PLR", "plr"),
          Map.entry("PLIV", "pliv"),
          Map.entry("PLPR", "panel-plr"),
          Map.entry("IRM", "irm"),
          Map.entry("IIVM", "iivm"),
          Map.entry("APO", "apo"),
          Map.entry("APOS", "apo"),
          Map.entry("DID", "did"),
          Map.entry("DIDCS", "did-cross-section"),
          Map.entry("DIDMULTI", "did"),
          Map.entry("DIDMULTICS", "did-cross-section"),
          Map.entry("SSM", "ssm"));

  /** Scores that learn no propensity, though the reference names a learner of one. */
  private static final List<String> WITHOUT_PROPENSITY = List.of("experimental");

  private static final Map<String, Written> ROLES =
      Map.ofEntries(
          Map.entry("y", data("outcome")),
          Map.entry("dy", data("outcome")),
          Map.entry("d", data("treatment")),
          Map.entry("x", data("covariates")),
          Map.entry("z", data("instruments")),
          Map.entry("cluster", ReferenceCase::clusters),
          Map.entry("weights", data("estimand_weights")),
          Map.entry("weights_bar", data("expected_estimand_weights")),
          Map.entry("sampling_weights", data("weights")),
          Map.entry("s", data("selected")),
          Map.entry("g", data("cohort")),
          Map.entry("t", data("time")),
          Map.entry("time", data("time")),
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
    OPTIONS.put("approach", (spec, value) -> spec.put("approach", value.asText().replace('_', '-')));
    OPTIONS.put("never_treated_value", (spec, value) -> {});
    // Said by the folds, or the only way there is.
    OPTIONS.put("n_folds_per_cluster", (spec, value) -> {});
    OPTIONS.put("train_sizes", (spec, value) -> {});
    OPTIONS.put("use_other_treat_as_covariate", (spec, value) -> {});
  }

  private static Written data(String key) {
    return (spec, value) -> spec.withObject("/data").set(key, value);
  }

  /** A panel is clustered by its units anyway. */
  private static void clusters(ObjectNode spec, JsonNode value) {
    if (!spec.path("model").asText().equals("panel-plr")) {
      data("clusters").into(spec, value);
    }
  }

  static ReferenceCase of(Path directory) throws IOException {
    Map<String, double[]> columns = read(directory.resolve("data.csv"));
    if (Files.exists(directory.resolve("basis.csv"))) {
      columns.putAll(read(directory.resolve("basis.csv")));
    }
    JsonNode json = JSON.readTree(directory.resolve("case.json").toFile());
    for (String place : List.of("/expected/gate/groups", "/expected/cate/basis")) {
      String prefix = place.startsWith("/expected/gate") ? "group." : "cate.";
      json.at(place)
          .properties()
          .forEach(column -> columns.put(prefix + column.getKey(), numbers(column.getValue())));
    }
    if (ReferenceSelection.concerns(json)) {
      ReferenceSelection.correct(json, columns, read(directory.resolve("predictions.csv")));
    }
    return new ReferenceCase(directory, json, columns);
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  /** What keeps it from being said in a spec; empty if nothing does. */
  Optional<String> unknown() {
    List<String> unknown = new ArrayList<>();
    if (!MODELS.containsKey(json.path("model").asText())) {
      unknown.add("the model " + json.path("model").asText());
    }
    json.path("roles").fieldNames().forEachRemaining(role -> addUnknown("the role ", role, ROLES, unknown));
    json.path("options").fieldNames().forEachRemaining(key -> addUnknown("the option ", key, OPTIONS, unknown));
    return unknown.stream().findFirst();
  }

  private static void addUnknown(String kind, String name, Map<String, ?> known, List<String> unknown) {
    if (!known.containsKey(name)) {
      unknown.add(kind + name);
    }
  }

  JsonNode expected() {
    return json.path("expected");
  }

  /** What an average is multiplied with there: the mean of the weights, by which ours are divided. */
  double scale() {
    String weights = json.path("roles").path("weights").asText();
    return weights.isEmpty() || json.path("score").asText().equals("ATTE")
        ? 1
        : Arrays.stream(columns.get(weights)).average().orElseThrow();
  }

  /** Whether p is the median of those of the repetitions there; in all others it is that of t, as ours. */
  boolean hasMedianP() {
    return json.path("origin").asText().equals("formula")
        || List.of("APOS", "DIDMULTI", "DIDMULTICS").contains(json.path("model").asText());
  }

  boolean isAveragePotentialOutcome() {
    return "apo".equals(MODELS.get(json.path("model").asText()));
  }

  /** Whether nuisances are of groups and periods, some of which we learn once for several. */
  boolean isOfCells() {
    return json.path("model").asText().startsWith("DID") && !json.path("model").asText().equals("DID");
  }

  /** The names of columns with a prefix, such as those of a basis. */
  List<String> named(String prefix) {
    return columns.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** The folds, a column for each repetition. */
  Map<String, double[]> folds() {
    Map<String, double[]> folds = new LinkedHashMap<>();
    for (JsonNode repetition : json.path("folds")) {
      folds.put("rep" + folds.size(), numbers(repetition));
    }
    return folds;
  }

  /** The spec of its estimates, without where the data are. */
  ObjectNode spec(boolean given) {
    ObjectNode spec = JSON.createObjectNode();
    spec.putObject("data");
    spec.put("model", MODELS.get(json.path("model").asText()));
    spec.put(
        "score",
        json.path("score").asText().toLowerCase(Locale.ROOT).replace(' ', '-').replace("nonig", "non-ig"));
    json.path("roles").properties().forEach(role -> ROLES.get(role.getKey()).into(spec, role.getValue()));
    json.path("options").properties().forEach(key -> OPTIONS.get(key.getKey()).into(spec, key.getValue()));
    if (given) {
      spec.put("predictions", "predictions.csv");
    } else {
      ObjectNode learners = spec.putObject("learners");
      json.path("learners")
          .properties()
          .stream()
          .filter(learner -> !isIdle(learner.getKey()))
          .forEach(
              learner ->
                  learners
                      .putObject(learner.getKey())
                      .put("type", learner.getValue().asText().equals("ols") ? "linear-regression" : "logistic-regression"));
    }
    spec.put("partitions", "folds.csv");
    if (Files.exists(directory.resolve("nested.csv"))) {
      spec.put("nested", directory.resolve("nested.csv").toAbsolutePath().toString());
    }
    spec.put("aggregation", "median");
    return spec;
  }

  private boolean isIdle(String nuisance) {
    return nuisance.equals("ml_m") && WITHOUT_PROPENSITY.contains(json.path("score").asText());
  }

  /** The expected predictions under our names, as far as a spec has them learnt. */
  Map<String, double[]> predictions(ObjectNode spec) throws IOException {
    Path file = directory.resolve("predictions.csv");
    Map<String, double[]> named = new LinkedHashMap<>();
    if (Files.exists(file)) {
      read(file).forEach((name, column) -> named.put(name(name, spec), column));
      if (isOfCells()) {
        named.replaceAll((name, column) -> byRow(column));
      }
      if (json.has("rows")) {
        named.replaceAll((name, column) -> inRows(column));
      }
      named.keySet().removeIf(name -> isIdle(name.replaceFirst("\\..*", "")));
      named.remove("");
    }
    return named;
  }

  /** The reference has a row for each unit, in the order of their numbers; we one for each row of the data. */
  private double[] byRow(double[] column) {
    if (column.length == columns.values().iterator().next().length) {
      return column;
    }
    double[] ofRows = columns.get(json.path("roles").path("id").asText());
    double[] units = Arrays.stream(ofRows).distinct().sorted().toArray();
    return Arrays.stream(ofRows).map(id -> column[Arrays.binarySearch(units, id)]).toArray();
  }

  /** The reference has only those rows of a panel that its approach makes. */
  private double[] inRows(double[] column) {
    double[] ofRows = new double[json.path("n_obs").asInt()];
    Arrays.fill(ofRows, Double.NaN);
    for (int i = 0; i < column.length; i++) {
      ofRows[json.path("rows").get(i).asInt()] = column[i];
    }
    return ofRows;
  }

  /**
   * Predictions as the reference has them: those of general correlated random effects with the mean of the treatment
   * over each unit.
   */
  double[] asExpected(String name, double[] predictions) {
    if (!json.path("options").path("approach").asText().equals("cre_general") || !name.startsWith("ml_m.")) {
      return predictions;
    }
    double[] d = columns.get(json.at("/roles/d/0").asText());
    double[] unit = columns.get(json.path("roles").path("id").asText());
    double[] adjusted = predictions.clone();
    for (int i = 0; i < adjusted.length; i++) {
      int row = i;
      adjusted[i] +=
          IntStream.range(0, unit.length)
              .filter(other -> unit[other] == unit[row])
              .mapToDouble(other -> d[other] - predictions[other])
              .average()
              .orElseThrow();
    }
    return adjusted;
  }

  /** The reference names a level by its place, ours by its value; empty for what a spec does not learn. */
  private String name(String column, ObjectNode spec) {
    String[] parts = column.split("\\.");
    if (isOfCells()) {
      String cell = parts[2].startsWith("gt") ? parts[2].substring(2) : "1_0_1";
      return parts[0] + ".g=" + cell.replaceFirst("_", ".t=") + "." + parts[1] + ".treat0";
    }
    return isAveragePotentialOutcome() ? nameOfLevel(parts, spec) : column;
  }

  /** Outcomes at all other levels are learnt for the sensitivity, if these levels are not estimated themselves. */
  private String nameOfLevel(String[] parts, ObjectNode spec) {
    JsonNode levels = json.path("options").path("treatment_levels");
    int level =
        levels.isMissingNode()
            ? json.path("options").path("treatment_level").asInt()
            : levels.get(Integer.parseInt(parts[2].replace("level", ""))).asInt();
    List<Integer> estimated = new ArrayList<>();
    spec.path("levels").forEach(each -> estimated.add(each.asInt()));
    long all = Arrays.stream(columns.get(json.at("/roles/d/0").asText())).distinct().count();
    boolean learnsOthers = spec.has("sensitivity") && estimated.size() < all;
    boolean isOfOthers = parts[0].endsWith("lvl0");
    return !estimated.contains(level) || (isOfOthers && !learnsOthers)
        ? ""
        : parts[0].replaceFirst("_d_lvl.", "") + (isOfOthers ? ".d!=" : ".d=") + level + "." + parts[1] + ".treat0";
  }

  static Map<String, double[]> read(Path file) throws IOException {
    List<String[]> lines = Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < lines.getFirst().length; c++) {
      int column = c;
      columns.put(
          lines.getFirst()[c], lines.stream().skip(1).mapToDouble(line -> number(line[column])).toArray());
    }
    return columns;
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
