package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Calibration;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.model.propensity.Trimming;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads and writes {@code propensity}: how a score uses propensities. */
final class PropensityReader {

  static final String KEY = "propensity";

  private static final String TRIM = "trim";
  private static final String CALIBRATE = "calibrate";
  private static final String LEGAL_TRIM =
      "must be none, crump or bounds such as {below: 0.05, above: 0.95}, but was ";

  private static final Map<String, Calibration> CALIBRATIONS = new LinkedHashMap<>();

  static {
    CALIBRATIONS.put("none", Calibration.NONE);
    CALIBRATIONS.put("isotonic", Calibration.ISOTONIC);
  }

  private final SpecNode section;

  PropensityReader(SpecNode spec) {
    this.section = spec.object(KEY);
  }

  /** That of a model which leaves out rows if it is told to. */
  Propensity read() {
    return rest().withTrimming(trimming());
  }

  /** That of a model which compares all rows. */
  Propensity readWithoutTrimming(String model) {
    section.refuseIdle(
        TRIM,
        "under "
            + model
            + ", each level of which would be left with rows of its own; only under irm, iivm and"
            + " ssm");
    return rest();
  }

  private Propensity rest() {
    double clip = clip(section);
    boolean normalize = section.flag("normalize", false);
    Calibration calibration = section.choice(CALIBRATE, CALIBRATIONS, Calibration.NONE);
    section.has(TRIM);
    section.refuseOtherKeys();
    return new Propensity(clip, normalize ? Weighting.HAJEK : Weighting.HORVITZ_THOMPSON)
        .withCalibration(calibration);
  }

  /** The bound of propensities, in their section. */
  static double clip(SpecNode section) {
    return section
        .real("clip", "a number of at least 0 and below 0.5", value -> value >= 0 && value < 0.5)
        .orElse(Propensity.DEFAULT.clip());
  }

  private Trimming trimming() {
    if (!section.has(TRIM)) {
      return Trimming.NONE;
    }
    if (section.isObject(TRIM)) {
      return bounds(section.object(TRIM));
    }
    JsonNode rule = Objects.requireNonNull(section.entries().get(TRIM));
    return switch (rule.asText()) {
      case "none" -> Trimming.NONE;
      case "crump" -> new Trimming.Optimal();
      default -> {
        section.problem(TRIM, LEGAL_TRIM + rule);
        yield Trimming.NONE;
      }
    };
  }

  private static Trimming bounds(SpecNode node) {
    Optional<Double> below =
        node.real("below", "a number of at least 0 and less than 1", v -> v >= 0 && v < 1);
    Optional<Double> above =
        node.real("above", "a number of more than 0 and at most 1", v -> v > 0 && v <= 1);
    node.refuseOtherKeys();
    double lower = below.orElse(0.0);
    double upper = above.orElse(1.0);
    if (!(lower < upper)) {
      node.problem("below", "must be less than above, " + upper + ", but was " + lower);
      return Trimming.NONE;
    }
    return new Trimming.Bounds(lower, upper);
  }

  /** Writes what {@link #read} reads. */
  static void write(Propensity propensity, ObjectNode tree) {
    writeWithoutTrimming(propensity, tree);
    ObjectNode node = (ObjectNode) tree.get(KEY);
    switch (propensity.trimming()) {
      case Trimming.Optimal() -> node.put(TRIM, "crump");
      case Trimming.Bounds bounds -> {
        if (bounds.equals(Trimming.NONE)) {
          node.put(TRIM, "none");
        } else {
          node.putObject(TRIM).put("below", bounds.below()).put("above", bounds.above());
        }
      }
    }
  }

  /** Writes what {@link #readWithoutTrimming} reads. */
  static void writeWithoutTrimming(Propensity propensity, ObjectNode tree) {
    tree.putObject(KEY)
        .put("clip", propensity.clip())
        .put("normalize", propensity.weighting() == Weighting.HAJEK)
        .put(CALIBRATE, propensity.calibration() == Calibration.ISOTONIC ? "isotonic" : "none");
  }
}
