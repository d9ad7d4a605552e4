package dev.dml.wire;

import dev.dml.model.CausalModel;
import dev.dml.model.InteractiveIv;
import dev.dml.model.InteractiveIv.Subgroup;
import dev.dml.model.InteractiveRegression;
import dev.dml.model.PartiallyLinear;
import dev.dml.model.PartiallyLinearIv;
import dev.dml.model.Propensity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the keys of a spec that make the causal model: {@code model}, {@code score}, and its
 * options.
 */
final class ModelReader {

  private final SpecNode spec;
  private final Propensity propensity;
  private final Subgroup alwaysTakers;
  private final Subgroup neverTakers;

  ModelReader(SpecNode spec) {
    this.spec = spec;
    SpecNode section = spec.object("propensity");
    double clip =
        section
            .real(
                "clip", "a number of at least 0 and below 0.5", value -> value >= 0 && value < 0.5)
            .orElse(Propensity.DEFAULT.clip());
    boolean normalize = section.flag("normalize", false);
    section.refuseOtherKeys();
    propensity =
        new Propensity(
            clip, normalize ? Propensity.Weighting.HAJEK : Propensity.Weighting.HORVITZ_THOMPSON);
    SpecNode subgroups = spec.object("subgroups");
    alwaysTakers = subgroups.flag("always_takers", true) ? Subgroup.PRESENT : Subgroup.ABSENT;
    neverTakers = subgroups.flag("never_takers", true) ? Subgroup.PRESENT : Subgroup.ABSENT;
    subgroups.refuseOtherKeys();
  }

  /** The model; empty if its name or score is wrong. The first score of a model is its default. */
  Optional<CausalModel> read() {
    Map<String, Map<String, Supplier<CausalModel>>> models = models();
    if (!spec.has("model")) {
      spec.problem("model", "is missing; legal: " + String.join(", ", models.keySet()));
    }
    Map<String, Supplier<CausalModel>> scores = spec.choice("model", models, null);
    if (scores == null) {
      spec.text("score");
      return Optional.empty();
    }
    Supplier<CausalModel> model = spec.choice("score", scores, null);
    if (model == null && spec.has("score")) {
      return Optional.empty();
    }
    return Optional.of((model == null ? scores.values().iterator().next() : model).get());
  }

  private Map<String, Map<String, Supplier<CausalModel>>> models() {
    Map<String, Map<String, Supplier<CausalModel>>> models = new LinkedHashMap<>();
    models.put(
        "plr",
        ordered(
            "partialling-out",
            PartiallyLinear::partiallingOut,
            "iv-type",
            PartiallyLinear::ivType));
    models.put(
        "pliv",
        ordered(
            "partialling-out",
            PartiallyLinearIv::partiallingOut,
            "iv-type",
            PartiallyLinearIv::ivType));
    Map<String, Supplier<CausalModel>> interactive = new LinkedHashMap<>();
    for (InteractiveRegression.Estimand estimand : InteractiveRegression.Estimand.values()) {
      InteractiveRegression model = new InteractiveRegression(estimand, propensity);
      interactive.put(model.scoreName(), () -> model);
    }
    models.put("irm", interactive);
    models.put(
        "iivm", Map.of("late", () -> new InteractiveIv(alwaysTakers, neverTakers, propensity)));
    return models;
  }

  private static Map<String, Supplier<CausalModel>> ordered(
      String first,
      Supplier<CausalModel> firstModel,
      String second,
      Supplier<CausalModel> secondModel) {
    Map<String, Supplier<CausalModel>> scores = new LinkedHashMap<>();
    scores.put(first, firstModel);
    scores.put(second, secondModel);
    return scores;
  }
}
