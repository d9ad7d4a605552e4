package dev.dml.wire.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.PreTreatment;
import dev.dml.data.ColumnLabels;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.result.DmlResult;
import dev.dml.wire.Json;
import dev.dml.wire.result.ResultJson;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A result in JSON, read back. Lists that the file leaves out are empty, and numbers that are not
 * there {@code NaN}; sections that this version knows nothing of are in {@code others}.
 *
 * @param schema the number of the form
 * @param estimates the effects
 * @param contrasts the differences of effects
 * @param joint what is said of all effects and then all contrasts together, if that was asked
 * @param sensitivity how sensitive each effect is to an unobserved confounder, if that was asked
 * @param groups the effects by group
 * @param precision of an adaptive number of repetitions, if that was asked
 * @param preTreatmentTests whether effects before the treatment are zero, for groups in periods
 * @param aggregations the averages of effects on groups in periods, by what they are averaged over
 * @param nuisances how well each nuisance was predicted
 * @param others all other sections as plain maps, lists and values
 */
public record ResultDocument(
    int schema,
    String model,
    String score,
    String aggregation,
    int observations,
    int folds,
    int repetitions,
    long seed,
    double confidenceLevel,
    List<EstimateEntry> estimates,
    List<EstimateEntry> contrasts,
    @Nullable JointEntry joint,
    List<SensitivityEntry> sensitivity,
    Map<String, AveragesEntry> aggregations,
    List<NuisanceEntry> nuisances,
    List<EstimateEntry> groups,
    @Nullable PrecisionEntry precision,
    @Nullable PreTreatmentEntry preTreatmentTests,
    List<String> warnings,
    DataEntry data,
    Map<String, Object> spec,
    RunEntry run,
    Map<String, Object> others) {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new SimpleModule().addDeserializer(double.class, new NumberOrNaN()))
          .build();

  /** Copies. */
  public ResultDocument {
    estimates = Entries.all(estimates);
    contrasts = Entries.all(contrasts);
    sensitivity = Entries.all(sensitivity);
    aggregations = Entries.all(aggregations);
    nuisances = Entries.all(nuisances);
    groups = Entries.all(groups);
    warnings = Entries.all(warnings);
    spec = Entries.all(spec);
    others = Entries.all(others);
  }

  /**
   * Reads a file that {@code --format json} wrote.
   *
   * @throws InvalidInput if it is not there, is no such file, or of another schema
   */
  public static ResultDocument read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput("there is no file " + file);
    }
    try {
      return of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidInput(file + " cannot be read: " + FileProblem.of(e));
    }
  }

  /** What would be read if the result were written to a file. */
  public static ResultDocument of(DmlResult result) {
    return of("the result", ResultJson.write(result).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a text says that {@code --format json} wrote.
   *
   * @param source what messages call it
   * @throws InvalidInput as {@link #read} does
   */
  public static ResultDocument of(String source, String json) {
    return of(source, json.getBytes(StandardCharsets.UTF_8));
  }

  private static ResultDocument of(String source, byte[] bytes) {
    JsonNode tree = tree(source, bytes);
    if (!tree.path("estimates").isArray() || !tree.path("schema").isInt()) {
      throw new InvalidInput(source + " is no result; --format json writes one");
    }
    if (tree.path("schema").intValue() != ResultJson.SCHEMA) {
      throw new InvalidInput(
          source + ": schema must be " + ResultJson.SCHEMA + ", but was " + tree.path("schema"));
    }
    try {
      ObjectNode known = ((ObjectNode) tree).deepCopy();
      known.set("others", Json.tree(others(known)));
      return MAPPER.treeToValue(known, ResultDocument.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(source + " is no whole result: " + problem(e));
    }
  }

  private static JsonNode tree(String source, byte[] bytes) {
    try {
      return Json.tree(bytes);
    } catch (InvalidInput e) {
      throw new InvalidInput(source + " is no result; --format json writes one");
    }
  }

  private static String problem(Exception e) {
    return e instanceof JsonMappingException wrong
        ? wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."))
            + " has another form"
        : String.valueOf(e.getMessage());
  }

  private static Map<String, Object> others(ObjectNode tree) {
    Set<String> known =
        Arrays.stream(ResultDocument.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Map<String, Object> others = new LinkedHashMap<>(Json.plain(tree));
    others.keySet().removeAll(known);
    others.keySet().removeAll(Set.of("propensity", "spec_file"));
    return others;
  }

  /** The name of the outcome, if the result holds the spec. */
  public Optional<String> outcome() {
    return spec.get("data") instanceof Map<?, ?> section && section.get("outcome") != null
        ? Optional.of(String.valueOf(section.get("outcome")))
        : Optional.empty();
  }

  /** The effects and then their differences, in the order of all that is said of both. */
  public List<EstimateEntry> effectsAndContrasts() {
    return Stream.concat(estimates.stream(), contrasts.stream()).toList();
  }

  /**
   * The averages of effects on groups in periods: the event study, those by group and those by
   * period, each with that of all at the end; none if the result has no groups.
   */
  public List<AverageEntry> averages() {
    return AverageEntry.FAMILIES.stream()
        .flatMap(family -> AverageEntry.of(family, aggregations).stream())
        .toList();
  }

  /** Whether effects are zero before the treatment; empty if the result does not say. */
  public Optional<PreTreatment> preTreatment() {
    return Optional.ofNullable(preTreatmentTests).map(PreTreatmentEntry::tests);
  }

  /** What readers should see in place of the names of columns. */
  public ColumnLabels labels() {
    return new ColumnLabels(data.labels());
  }

  /**
   * What readers see in place of the names of effects; groups of one effect alone are called by
   * what makes the group.
   */
  public List<String> names(List<EstimateEntry> effects) {
    boolean grouped =
        effects.stream().allMatch(effect -> effect.group() != null)
            && effects.stream().map(EstimateEntry::parameter).distinct().count() == 1;
    return effects.stream()
        .map(
            effect ->
                grouped
                    ? labels().of(Objects.requireNonNullElse(effect.group(), ""))
                    : effect.name(labels()))
        .toList();
  }

  /** A number; {@code NaN} where there is none. */
  private static final class NumberOrNaN extends JsonDeserializer<Double> {

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
