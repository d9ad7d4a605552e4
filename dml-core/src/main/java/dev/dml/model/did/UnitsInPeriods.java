package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Panel;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.inference.SampleMean;
import dev.dml.learner.Target;
import dev.dml.model.Condition;
import dev.dml.model.Nuisance;
import dev.dml.model.Predictions;
import dev.dml.model.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The same units in all periods: a cell compares how the outcomes of units that were seen in both
 * periods have changed, given the covariates of the earlier one.
 */
final class UnitsInPeriods implements Sampled {

  @Override
  public List<String> outcomes() {
    return List.of("ml_g0", "ml_g1");
  }

  @Override
  public double[] times(CausalData data) {
    return data.panel().orElseThrow().periods().stream().mapToDouble(Panel.Period::time).toArray();
  }

  @Override
  public List<String> stratifyBy(CausalData data) {
    return List.of(data.treatments().getFirst().name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, Cell cell, ScoreRule rule) {
    String cohort = data.treatments().getFirst().name();
    Panel.Period base = period(data, cell.at().base());
    Panel.Period period = period(data, cell.at().period());
    Response change = new Response.Change(period.outcome().name(), base.outcome().name());
    List<Condition> compared = compared(data, cell);
    List<Condition> seen = compared.subList(1, compared.size());
    Optional<String> covariates = Optional.of(covariates(data, cell));
    List<Nuisance> nuisances = new ArrayList<>();
    nuisances.add(
        new Nuisance(
            "ml_g0",
            "ml_g",
            change,
            new Nuisance.Domain(
                and(new Condition(cohort, cell.controls()), seen), compared, covariates),
            List.of(Target.MEAN)));
    nuisances.add(
        new Nuisance(
            "ml_g1",
            "ml_g",
            change,
            new Nuisance.Domain(
                and(Condition.of(cohort, cell.at().group()), seen), compared, covariates),
            List.of(Target.MEAN)));
    if (rule.hasPropensity()) {
      nuisances.add(
          Nuisance.probability("ml_m", "ml_m", cell.membership(cohort))
              .within(new Nuisance.Domain(compared, compared, covariates)));
    }
    return nuisances;
  }

  private static List<Condition> and(Condition first, List<Condition> others) {
    List<Condition> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static Panel.Period period(CausalData data, double time) {
    return data.panel().orElseThrow().period(Sentence.number(time));
  }

  /** The first period with the covariates of the earlier one, so that equal ones have one name. */
  private static String covariates(CausalData data, Cell cell) {
    Panel.Period earlier = period(data, Math.min(cell.at().base(), cell.at().period()));
    return data.panel().orElseThrow().periods().stream()
        .filter(candidate -> candidate.covariates().equals(earlier.covariates()))
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Override
  public List<Condition> compared(CausalData data, Cell cell) {
    List<Condition> compared = new ArrayList<>();
    compared.add(cell.comparedCohorts(data.treatments().getFirst().name()));
    for (double time : new double[] {cell.at().base(), cell.at().period()}) {
      period(data, time)
          .observed()
          .ifPresent(observed -> compared.add(Condition.of(observed.name(), 1)));
    }
    return compared;
  }

  @Override
  public Optional<String> lack(CausalData data, Cell cell, Rows rows) {
    int treated = cell.treated(data, rows);
    int controls = rows.size() - treated;
    return Math.min(treated, controls) >= LEAST
        ? Optional.empty()
        : Optional.of(
            Sentence.count(treated, "treated unit")
                + " and "
                + Sentence.count(controls, "control")
                + " in both periods; at least "
                + LEAST
                + " of each are needed");
  }

  @Override
  public Comparison comparison(
      CausalData data,
      Cell cell,
      Rows rows,
      Predictions predictions,
      UnaryOperator<String> names,
      IntToDoubleFunction odds,
      ScoreRule rule) {
    Column cohort = data.treatments().getFirst();
    Column before = period(data, cell.at().base()).outcome();
    Column after = period(data, cell.at().period()).outcome();
    return new ChangeComparison(
        data.rows(),
        rows,
        row -> after.get(row) - before.get(row),
        row -> cohort.get(row) == cell.at().group(),
        SampleMean.of(data).among(rows),
        predictions.of(names.apply("ml_g0")),
        predictions.of(names.apply("ml_g1")),
        odds,
        rule);
  }
}
