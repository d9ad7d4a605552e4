package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.CausalModel;
import dev.dml.model.Propensity;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.TwoPeriods;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads and writes the options of difference-in-differences models. */
final class DifferenceReader {

  static final String NORMALIZATION = "in_sample_normalization";

  /** The options of models of two periods. */
  static final Set<String> OPTIONS = Set.of("propensity", NORMALIZATION);

  private final SpecNode spec;

  DifferenceReader(SpecNode spec) {
    this.spec = spec;
  }

  /** The scores of {@code did} by name, the default first. */
  Map<String, Supplier<CausalModel>> scores() {
    Map<String, Supplier<CausalModel>> scores = new LinkedHashMap<>();
    for (Assignment assignment : Assignment.values()) {
      scores.put(name(assignment), () -> new TwoPeriods(rule(assignment)));
    }
    return scores;
  }

  private static String name(Assignment assignment) {
    return assignment.name().toLowerCase(Locale.ROOT);
  }

  private ScoreRule rule(Assignment assignment) {
    boolean normalized = spec.flag(NORMALIZATION, true);
    if (assignment == Assignment.EXPERIMENTAL) {
      spec.refuseIdle(
          "propensity", "with the score experimental, under which no propensity is learnt");
      return new ScoreRule(assignment, Propensity.DEFAULT, normalized);
    }
    SpecNode section = spec.object("propensity");
    section.refuseIdle(
        "normalize", "under difference in differences; " + NORMALIZATION + " says it there");
    double clip = ModelReader.clip(section);
    section.refuseOtherKeys();
    return new ScoreRule(
        assignment, new Propensity(clip, Propensity.Weighting.HORVITZ_THOMPSON), normalized);
  }

  /** Writes what {@link #scores} reads. */
  static void write(ScoreRule rule, ObjectNode tree) {
    if (rule.assignment() == Assignment.OBSERVATIONAL) {
      tree.putObject("propensity").put("clip", rule.propensity().clip());
    }
    tree.put(NORMALIZATION, rule.normalized());
  }
}
