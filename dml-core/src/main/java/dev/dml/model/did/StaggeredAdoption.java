package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.data.Panel;
import dev.dml.data.Rows;
import dev.dml.data.panel.UnitRows;
import dev.dml.inference.LinearScore;
import dev.dml.inference.Solution;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectAverage;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.PreTreatmentEffects;
import dev.dml.model.Predictions;
import dev.dml.model.SensitivityElements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Difference in differences where units begin to be treated in different periods and stay treated:
 * the average effect on each group of units first treated in a period g, in each period t, ATT(g,
 * t), if without treatment their outcomes had changed since a base period as those of controls with
 * the same covariates did.
 *
 * <p>The treatment of the data is the cohort, the first treated period of a unit, 0 if it is never
 * treated. All effects are estimated at once, from the same folds of units. The score of an effect
 * is that of two periods on the units that it compares, and zero for all others, so that all have
 * influence values of all units and averages of effects are averages of these.
 *
 * <p>Source: Callaway and Sant'Anna, <i>Difference-in-differences with multiple time periods</i>,
 * Journal of Econometrics 225 (2021).
 *
 * @param observed whether the same units were observed in all periods
 * @param rule how treated and controls are compared
 * @param controlGroup who the controls are
 * @param anticipation how many periods before the treatment its effects may begin, at least 0
 * @param basePeriod with which period others are compared
 * @param shares what the shares of groups in averages are taken for
 * @param design what can be estimated; known of a model {@link #on} its data
 * @see ChangeComparison
 * @see LevelComparison
 */
@SuppressWarnings("exports") // The design is made by on alone.
public record StaggeredAdoption(
    Observed observed,
    ScoreRule rule,
    ControlGroup controlGroup,
    int anticipation,
    BasePeriod basePeriod,
    GroupShares shares,
    Design design)
    implements CausalModel {

  /** Whom the periods have observed. */
  public enum Observed {
    /** The same units in all periods, but for gaps. */
    PANEL,
    /** Other units in every period. */
    CROSS_SECTIONS;

    Sampled sampled() {
      return this == PANEL ? new UnitsInPeriods() : new CrossSections();
    }
  }

  /** Checks. */
  public StaggeredAdoption {
    Objects.requireNonNull(observed);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(controlGroup);
    Objects.requireNonNull(basePeriod);
    Objects.requireNonNull(shares);
    Objects.requireNonNull(design);
    if (anticipation < 0) {
      throw new IllegalArgumentException(
          "anticipation must be at least 0, but was " + anticipation);
    }
  }

  /** The model with controls that are never treated, no anticipation and varying base periods. */
  public static StaggeredAdoption of(Observed observed, Assignment assignment) {
    return new StaggeredAdoption(
        observed,
        ScoreRule.of(assignment),
        ControlGroup.NEVER_TREATED,
        0,
        BasePeriod.VARYING,
        GroupShares.FIXED,
        Design.UNKNOWN);
  }

  /** The same with another rule of comparison. */
  public StaggeredAdoption withRule(ScoreRule value) {
    return new StaggeredAdoption(
        observed, value, controlGroup, anticipation, basePeriod, shares, Design.UNKNOWN);
  }

  /** The same with other controls. */
  public StaggeredAdoption withControls(ControlGroup value) {
    return new StaggeredAdoption(
        observed, rule, value, anticipation, basePeriod, shares, Design.UNKNOWN);
  }

  /** The same with effects that may begin some periods before the treatment. */
  public StaggeredAdoption withAnticipation(int periods) {
    return new StaggeredAdoption(
        observed, rule, controlGroup, periods, basePeriod, shares, Design.UNKNOWN);
  }

  /** The same with other base periods. */
  public StaggeredAdoption withBasePeriod(BasePeriod value) {
    return new StaggeredAdoption(
        observed, rule, controlGroup, anticipation, value, shares, Design.UNKNOWN);
  }

  /** The same where the shares of groups are taken for something else. */
  public StaggeredAdoption withShares(GroupShares value) {
    return new StaggeredAdoption(
        observed, rule, controlGroup, anticipation, basePeriod, value, Design.UNKNOWN);
  }

  @Override
  public String name() {
    return observed == Observed.PANEL ? "did" : "did-cross-section";
  }

  @Override
  public String scoreName() {
    return rule.assignment().scoreName();
  }

  @Override
  public Observations observations(CausalData data) {
    if (data.panel().isPresent()) {
      return Observations.rows(data);
    }
    if (observed == Observed.CROSS_SECTIONS) {
      if (data.time().isEmpty()) {
        throw new InvalidInput("did-cross-section needs a time");
      }
      return Observations.rows(CrossSections.withCohorts(data));
    }
    if (data.unit().isEmpty() || data.time().isEmpty()) {
      throw new InvalidInput("did of several periods needs a unit and a time");
    }
    Observations units = UnitRows.of(data);
    return units.with(CohortRequirements.strange(data, units));
  }

  @Override
  public CausalModel on(CausalData data) {
    if (requirements(data).areBreached()) {
      return this;
    }
    return new StaggeredAdoption(
        observed, rule, controlGroup, anticipation, basePeriod, shares, designOn(data));
  }

  private Design designOn(CausalData data) {
    return Design.of(data, observed.sampled(), rule, controlGroup, anticipation, basePeriod);
  }

  private CohortRequirements requirements(CausalData data) {
    return new CohortRequirements(data, observed.sampled().times(data), name());
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    GroupPeriod at = parameter.cell().orElseThrow();
    return at.describe(data.called(data.outcome()), data.called(data.treatments().getFirst()));
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    Slot outcome = Slot.any("ml_g", observed.sampled().outcomes().toArray(String[]::new));
    return rule.hasPropensity() ? List.of(outcome, Slot.probability("ml_m")) : List.of(outcome);
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    CohortRequirements requirements = requirements(data);
    List<String> problems = new ArrayList<>(requirements.problems());
    if (!requirements.areBreached()) {
      Design possible = design.equals(Design.UNKNOWN) ? designOn(data) : design;
      if (possible.cells().isEmpty()) {
        problems.add(CohortRequirements.nothing(possible, controlGroup));
      }
    }
    return problems;
  }

  @Override
  public List<String> warnings(CausalData data, int treatment) {
    List<String> warnings = new ArrayList<>();
    if (!design.leftOut().isEmpty()) {
      warnings.add("not estimated: " + design.leftOutInWords());
    }
    data.panel().flatMap(Panel::gaps).ifPresent(warnings::add);
    return warnings;
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return observed.sampled().stratifyBy(data);
  }

  @Override
  public List<List<Parameter>> parameters(CausalData data) {
    return List.of(design.cells().keySet().stream().map(cell -> new Parameter(cell.at())).toList());
  }

  @Override
  public GroupPeriodCells cells(CausalData data) {
    return new GroupPeriodCells(
        design.cells().entrySet().stream()
            .map(each -> each.getKey().size(data, each.getValue()))
            .toList(),
        design.leftOut());
  }

  @Override
  public List<EffectAverage> averages(CausalData data) {
    return Averages.of(data, design.cells().keySet(), shares).all();
  }

  @Override
  public Optional<PreTreatmentEffects> preTreatmentEffects(CausalData data) {
    return Optional.of(BeforeTreatment.of(this, data));
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    return design.plan().nuisances();
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return comparison(data, parameter, predictions).signal().score();
  }

  private Comparison comparison(CausalData data, Parameter parameter, Predictions predictions) {
    Cell cell = design.cell(parameter.cell().orElseThrow());
    Column cohort = data.treatments().getFirst();
    Rows rows = design.rows(cell);
    double[] odds =
        rule.hasPropensity()
            ? rule.propensity()
                .odds(
                    predictions.of(design.plan().name(cell, "ml_m")),
                    rows,
                    row -> cohort.get(row) != cell.at().group())
            : new double[0];
    return observed
        .sampled()
        .comparison(
            data,
            cell,
            rows,
            predictions,
            kind -> design.plan().name(cell, kind),
            row -> odds[row],
            rule);
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    if (!rule.hasPropensity()) {
      return Optional.empty();
    }
    Cell cell = design.cell(parameter.cell().orElseThrow());
    Rows rows = design.rows(cell);
    Column predicted = predictions.of(design.plan().name(cell, "ml_m"));
    return Optional.of(rule.propensity().overlap(predicted, cell.members(data, rows), data, rows));
  }

  @Override
  public boolean hasSensitivity() {
    return true;
  }

  @Override
  public Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    return Optional.of(comparison(data, parameter, predictions).sensitivity());
  }
}
