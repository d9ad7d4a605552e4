package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.BasePeriod;
import dev.dml.model.did.ControlGroup;
import dev.dml.model.did.GroupShares;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.propensity.Propensity;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads and writes the options of difference-in-differences models. */
final class DifferenceReader {

  private static final String PROPENSITY = "propensity";
  private static final String NORMALIZATION = "in_sample_normalization";
  private static final String CONTROLS = "control_group";
  private static final String ANTICIPATION = "anticipation";
  private static final String BASE_PERIOD = "base_period";
  private static final String SHARES = "group_shares";

  /** The options that other models do not take. */
  static final List<String> OWN =
      List.of(NORMALIZATION, CONTROLS, ANTICIPATION, BASE_PERIOD, SHARES);

  /** All options. */
  static final Set<String> OPTIONS =
      Set.of(PROPENSITY, NORMALIZATION, CONTROLS, ANTICIPATION, BASE_PERIOD, SHARES);

  private static final int MOST_PERIODS = 1000;

  private final SpecNode spec;

  DifferenceReader(SpecNode spec) {
    this.spec = spec;
  }

  /** The scores of {@code did} by name, the default first. */
  Map<String, Supplier<CausalModel>> ofPanels() {
    return scores(
        assignment ->
            PeriodsReader.isStaggered(spec)
                ? staggered(Observed.PANEL, assignment)
                : twoPeriods(assignment));
  }

  /** The scores of {@code did-cross-section} by name, the default first. */
  Map<String, Supplier<CausalModel>> ofCrossSections() {
    return scores(assignment -> staggered(Observed.CROSS_SECTIONS, assignment));
  }

  private static Map<String, Supplier<CausalModel>> scores(
      Function<Assignment, CausalModel> model) {
    Map<String, Supplier<CausalModel>> scores = new LinkedHashMap<>();
    for (Assignment assignment : Assignment.values()) {
      scores.put(name(assignment), () -> model.apply(assignment));
    }
    return scores;
  }

  private static String name(Assignment assignment) {
    return assignment.name().toLowerCase(Locale.ROOT);
  }

  private TwoPeriods twoPeriods(Assignment assignment) {
    for (String key : List.of(CONTROLS, ANTICIPATION, BASE_PERIOD, SHARES)) {
      spec.refuseIdle(key, "without data.unit, data.time and data.cohort");
    }
    return new TwoPeriods(rule(assignment));
  }

  private StaggeredAdoption staggered(Observed observed, Assignment assignment) {
    Map<String, ControlGroup> controls = new LinkedHashMap<>();
    for (ControlGroup group : ControlGroup.values()) {
      controls.put(group.specName(), group);
    }
    Map<String, BasePeriod> bases = new LinkedHashMap<>();
    for (BasePeriod base : BasePeriod.values()) {
      bases.put(base.specName(), base);
    }
    Map<String, GroupShares> shares = new LinkedHashMap<>();
    for (GroupShares each : GroupShares.values()) {
      shares.put(each.specName(), each);
    }
    return StaggeredAdoption.of(observed, assignment)
        .withRule(rule(assignment))
        .withControls(spec.choice(CONTROLS, controls, ControlGroup.NEVER_TREATED))
        .withAnticipation(spec.whole(ANTICIPATION, 0, MOST_PERIODS).orElse(0L).intValue())
        .withBasePeriod(spec.choice(BASE_PERIOD, bases, BasePeriod.VARYING))
        .withShares(spec.choice(SHARES, shares, GroupShares.FIXED));
  }

  private ScoreRule rule(Assignment assignment) {
    boolean normalized = spec.flag(NORMALIZATION, true);
    if (assignment == Assignment.EXPERIMENTAL) {
      spec.refuseIdle(
          PROPENSITY, "with the score experimental, under which no propensity is learnt");
      return new ScoreRule(assignment, Propensity.DEFAULT, normalized);
    }
    SpecNode section = spec.object(PROPENSITY);
    section.refuseIdle(
        "normalize", "under difference in differences; " + NORMALIZATION + " says it there");
    double clip = PropensityReader.clip(section);
    section.refuseOtherKeys();
    return new ScoreRule(
        assignment, new Propensity(clip, Propensity.Weighting.HORVITZ_THOMPSON), normalized);
  }

  /** Writes what {@link #rule} reads. */
  static void write(ScoreRule rule, ObjectNode tree) {
    if (rule.assignment() == Assignment.OBSERVATIONAL) {
      tree.putObject(PROPENSITY).put("clip", rule.propensity().clip());
    }
    tree.put(NORMALIZATION, rule.normalized());
  }

  /** Writes what {@link #staggered} reads. */
  static void write(StaggeredAdoption model, ObjectNode tree) {
    write(model.rule(), tree);
    tree.put(CONTROLS, model.controlGroup().specName());
    tree.put(ANTICIPATION, model.anticipation());
    tree.put(BASE_PERIOD, model.basePeriod().specName());
    tree.put(SHARES, model.shares().specName());
  }
}
