package dev.dml.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes specs over the files of {@link FuzzTest}, most of which have a mistake or several. */
final class RandomSpec {

  private static final List<String> FILES =
      List.of(
          "data.csv",
          "data.csv",
          "data.csv",
          "text.csv",
          "missing.csv",
          "none.csv",
          "empty.csv",
          ".");
  private static final List<String> COLUMNS = List.of("y", "d", "z", "x", "x2", "s", "nope", "Y");
  private static final List<Object> WRONG =
      List.of(
          "",
          "no",
          "text",
          -1,
          0,
          1e308,
          9_007_199_254_740_993L,
          true,
          List.of(),
          Map.of(),
          List.of(1, List.of()),
          Map.of("a", 1),
          "5",
          0.5);
  private static final Map<String, List<String>> SCORES =
      Map.of(
          "plr", List.of("partialling-out", "iv-type"),
          "pliv", List.of("partialling-out", "iv-type"),
          "irm", List.of("ate", "atte", "atu"),
          "iivm", List.of("late"),
          "ssm", List.of("missing-at-random", "non-ignorable"));
  private static final Map<String, List<String>> SLOTS =
      Map.of(
          "plr", List.of("ml_l", "ml_m", "ml_g"),
          "pliv", List.of("ml_l", "ml_m", "ml_r"),
          "irm", List.of("ml_g", "ml_m", "ml_g0"),
          "iivm", List.of("ml_g", "ml_m", "ml_r"),
          "ssm", List.of("ml_g", "ml_m", "ml_pi"));
  private static final List<Object> LEARNERS =
      List.of(
          "linear-regression",
          "logistic-regression",
          "logistic-regression",
          Map.of("type", "random-forest", "trees", 3),
          Map.of("type", "gradient-boosting", "rounds", 3),
          Map.of("type", "lasso", "lambda", 0.1),
          Map.of("type", "ridge", "lambdas", 3),
          Map.of("type", "random-forest", "trees", "many"),
          Map.of("typ", "lasso"),
          "forest");

  private final Random random;

  RandomSpec(Random random) {
    this.random = random;
  }

  /** A spec as text, sometimes with a letter too many or too few. */
  String text() {
    StringBuilder text = new StringBuilder(json(tree()));
    if (random.nextInt(8) == 0) {
      int place = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.deleteCharAt(place);
      } else {
        text.insert(place, "\t\n\"'{}[]:,&*#!%@`|>-? x1\u0000é".charAt(random.nextInt(26)));
      }
    }
    return text.toString();
  }

  private Map<String, Object> tree() {
    String model = one(List.copyOf(SCORES.keySet().stream().sorted().toList()));
    Map<String, Object> spec = new LinkedHashMap<>();
    put(spec, "data", data(model));
    put(spec, "model", model);
    sometimes(spec, "score", one(SCORES.get(model)));
    put(spec, "learners", learners(model));
    put(spec, "folds", 2 + random.nextInt(3));
    put(spec, "repetitions", 1 + random.nextInt(2));
    sometimes(spec, "seed", random.nextInt());
    sometimes(spec, "aggregation", one(List.of("median", "median-r", "mean-spread")));
    sometimes(spec, "confidence_level", random.nextDouble());
    sometimes(spec, "propensity", Map.of("clip", random.nextDouble() / 3, "normalize", true));
    sometimes(spec, "propensity", Map.of("trim", Map.of("below", random.nextDouble() / 3)));
    sometimes(spec, "propensity", Map.of("trim", "crump", "calibrate", "isotonic"));
    sometimes(spec, "subgroups", Map.of("always_takers", random.nextBoolean()));
    sometimes(spec, "effects", effects());
    sometimes(spec, "partitions", one(List.of("folds.csv", "data.csv", "none.csv")));
    sometimes(spec, "predictions", one(List.of("folds.csv", "text.csv")));
    put(spec, "backend", Map.of("threads", 1));
    sometimes(spec, one(List.of("fold", "Model", "extra")), 1);
    return spec;
  }

  private Map<String, Object> effects() {
    List<String> columns = List.of("x", "x2", "s", "d", "z", "nothing");
    Map<String, Object> effects = new LinkedHashMap<>();
    sometimes(effects, "groups", one(columns));
    sometimes(
        effects,
        "curve",
        random.nextBoolean()
            ? Map.of(
                "column", one(columns), "degree", random.nextInt(7), "knots", random.nextInt(9))
            : Map.of("basis", List.of(one(columns), one(columns)), "at", List.of(List.of(1, 2))));
    sometimes(
        effects,
        "policy_tree",
        Map.of(
            "features", List.of(one(columns), one(columns)),
            "depth", random.nextInt(4),
            "search", one(List.of("exact", "greedy")),
            "min_leaf", 1 + random.nextInt(9)));
    return effects;
  }

  private Map<String, Object> data(String model) {
    Map<String, Object> data = new LinkedHashMap<>();
    put(data, "file", one(FILES));
    put(data, "outcome", "y");
    put(data, "treatment", random.nextInt(5) == 0 ? List.of("d", one(COLUMNS)) : "d");
    if (model.equals("ssm")) {
      put(data, "selected", one(COLUMNS));
    }
    if (model.endsWith("iv") || model.equals("iivm")) {
      put(data, "instruments", "z");
    }
    if (random.nextInt(3) > 0) {
      put(data, "covariates", random.nextBoolean() ? List.of("x", one(COLUMNS)) : "x2");
    }
    sometimes(data, "weights", one(COLUMNS));
    sometimes(data, "missing", one(List.of("drop", "impute-indicator", "native", "error")));
    sometimes(
        data,
        "query",
        one(
            List.of(
                "SELECT * FROM data",
                "SELECT y, d, z, x FROM data WHERE x > 0",
                "DROP TABLE data",
                "SELECT random()")));
    return data;
  }

  private Map<String, Object> learners(String model) {
    Map<String, Object> learners = new LinkedHashMap<>();
    for (String slot : SLOTS.get(model)) {
      if (random.nextInt(10) > 0) {
        put(learners, slot, one(LEARNERS));
      }
    }
    return learners;
  }

  private void sometimes(Map<String, Object> map, String key, Object value) {
    if (random.nextInt(6) == 0) {
      put(map, key, value);
    }
  }

  private void put(Map<String, Object> map, String key, Object value) {
    map.put(key, random.nextInt(30) == 0 ? one(WRONG) : value);
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> json(entry.getKey()) + ": " + json(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(RandomSpec::json).collect(Collectors.joining(", ", "[", "]"));
      case String text -> "\"" + text + "\"";
      default -> value.toString();
    };
  }
}
