package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.MissingPolicy;
import dev.dml.data.table.Roles;
import dev.dml.wire.spec.analysis.EffectsReader;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code data} section of a spec.
 *
 * @param file the file, relative paths being relative to the spec
 * @param query a SQL statement over the file, if there is one
 * @param roles which columns play which role
 * @param missing what to do about missing covariates
 */
public record DataSpec(Path file, Optional<String> query, Roles roles, MissingPolicy missing) {

  /** The key of the column that says whether the outcome of a row was observed. */
  static final String SELECTED = "selected";

  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

  private static final Map<String, MissingPolicy> POLICIES = new LinkedHashMap<>();

  static {
    POLICIES.put("error", MissingPolicy.ERROR);
    POLICIES.put("drop", MissingPolicy.DROP);
    POLICIES.put("impute-indicator", MissingPolicy.IMPUTE_INDICATOR);
    POLICIES.put("native", MissingPolicy.NATIVE);
  }

  /** The policy as a spec writes it. */
  static String name(MissingPolicy policy) {
    return POLICIES.entrySet().stream()
        .filter(entry -> entry.getValue() == policy)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The same with columns by which effects are described. */
  DataSpec withModifiers(List<String> names) {
    return new DataSpec(file, query, roles.withModifiers(names), missing);
  }

  /** The same with these covariates. */
  DataSpec withCovariates(List<String> names) {
    return new DataSpec(file, query, roles.withCovariates(names), missing);
  }

  /**
   * The {@code data} section of a spec file, whatever else is in the file; empty if the section
   * itself has problems.
   *
   * <p>With it the data can be looked at even if the rest of the spec is wrong, and all problems be
   * reported together.
   */
  public static Optional<DataSpec> of(SpecFile file) {
    SpecNode spec = new SpecNode("", file.tree(), new ArrayList<>());
    List<String> modifiers = new EffectsReader(spec).read().columns();
    return read(spec, file.path()).map(data -> data.withModifiers(modifiers));
  }

  static Optional<DataSpec> read(SpecNode spec, Path specFile) {
    SpecNode data = spec.object("data");
    Optional<String> file = data.requiredText("file");
    boolean elsewhere = file.filter(name -> ELSEWHERE.matcher(name).lookingAt()).isPresent();
    if (elsewhere) {
      data.problem(
          "file",
          "must be a file on this machine, but was "
              + file.get()
              + "; download it first (dml fetch has the data of published studies)");
    }
    Optional<String> outcome = data.requiredText("outcome");
    Optional<List<String>> treatments = new PeriodsReader(spec, data).treatments();
    if (treatments.isEmpty() && !data.has("treatment") && !data.has("cohort")) {
      data.problem("treatment", "is missing" + PeriodsReader.inPlaceOfTreatment(spec));
    } else if (treatments.isPresent() && treatments.get().isEmpty()) {
      data.problem("treatment", "must name at least one column, but was []");
    }
    Optional<List<String>> covariates = data.texts("covariates");
    List<String> instruments = data.texts("instruments").orElse(List.of());
    List<String> clusters = data.texts("clusters").orElse(List.of());
    if (clusters.size() > 2) {
      data.problem("clusters", "must be at most 2 columns, but was " + String.join(", ", clusters));
    }
    Optional<String> weights = data.text("weights");
    Optional<String> estimandWeights = data.text("estimand_weights");
    Optional<String> expectedWeights = data.text("expected_estimand_weights");
    if (expectedWeights.isPresent() && estimandWeights.isEmpty()) {
      data.problem("expected_estimand_weights", "has no effect without estimand_weights");
    }
    Optional<String> selected = data.text(SELECTED);
    if (selected.isEmpty() && spec.value("model").asText().equals("ssm")) {
      data.problem(
          SELECTED,
          "is missing; ssm needs the column that is 1 where the outcome was observed (--selected)");
    }
    PeriodsReader.KEYS.forEach(data::has);
    MissingPolicy missing = data.choice("missing", POLICIES, MissingPolicy.ERROR);
    Optional<String> query = data.text("query");
    data.refuseOtherKeys();
    if (file.isEmpty()
        || elsewhere
        || outcome.isEmpty()
        || treatments.isEmpty()
        || treatments.get().isEmpty()
        || clusters.size() > 2) {
      return Optional.empty();
    }
    Roles.Sampling sampling =
        new Roles.Sampling(clusters, weights, estimandWeights, expectedWeights);
    Roles roles =
        new Roles(outcome.get(), treatments.get(), instruments, covariates).withSampling(sampling);
    roles = new PeriodsReader(spec, data).read(roles);
    roles = selected.map(roles::withSelected).orElse(roles);
    JsonNode model = spec.entries().get("model");
    if (model != null && model.asText().equals("apo")) {
      roles = roles.withTreatmentLevels();
    }
    return Optional.of(new DataSpec(Spec.resolve(specFile, file.get()), query, roles, missing));
  }
}
