package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.inference.SampleMean;
import dev.dml.model.Condition;
import dev.dml.model.Nuisance;
import dev.dml.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Other units in every period: a cell compares the outcomes of four sets of rows, of treated and
 * controls before and after.
 */
final class CrossSections implements Sampled {

  /** The same data, where a treatment of 0 and 1 in two periods is the cohort of the later one. */
  static CausalData withCohorts(CausalData data) {
    Column treatment = data.treatments().getFirst();
    double[] times = time(data).distinct();
    return treatment.isBinary() && times.length == 2 && times[1] != 1
        ? data.withTreatment(
            Column.of(
                treatment.name(),
                Arrays.stream(treatment.toArray()).map(d -> d * times[1]).toArray()))
        : data;
  }

  @Override
  public List<String> outcomes() {
    return List.of(kind(0, 0), kind(0, 1), kind(1, 0), kind(1, 1));
  }

  private static String kind(int d, int t) {
    return "ml_g_d%d_t%d".formatted(d, t);
  }

  @Override
  public double[] times(CausalData data) {
    return time(data).distinct();
  }

  private static Column time(CausalData data) {
    return data.time().orElseThrow();
  }

  @Override
  public List<String> stratifyBy(CausalData data) {
    return List.of(data.treatments().getFirst().name(), time(data).name());
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, Cell cell, ScoreRule rule) {
    List<Condition> compared = compared(data, cell);
    List<Nuisance> nuisances = new ArrayList<>();
    for (int d = 0; d < 2; d++) {
      for (int t = 0; t < 2; t++) {
        nuisances.add(
            Nuisance.of(kind(d, t), "ml_g", data, data.outcome())
                .within(new Nuisance.Domain(set(data, cell, d, t), compared, Optional.empty())));
      }
    }
    if (rule.hasPropensity()) {
      nuisances.add(
          Nuisance.probability("ml_m", "ml_m", cell.membership(data.treatments().getFirst().name()))
              .within(new Nuisance.Domain(compared, compared, Optional.empty())));
    }
    return nuisances;
  }

  /** Treated or controls, after or before. */
  private static List<Condition> set(CausalData data, Cell cell, int d, int t) {
    String cohort = data.treatments().getFirst().name();
    return List.of(
        d == 1 ? Condition.of(cohort, cell.at().group()) : new Condition(cohort, cell.controls()),
        Condition.of(time(data).name(), t == 1 ? cell.at().period() : cell.at().base()));
  }

  @Override
  public List<Condition> compared(CausalData data, Cell cell) {
    return List.of(
        cell.comparedCohorts(data.treatments().getFirst().name()),
        new Condition(time(data).name(), List.of(cell.at().base(), cell.at().period())));
  }

  @Override
  public Optional<String> lack(CausalData data, Cell cell, Rows rows) {
    for (int d = 1; d >= 0; d--) {
      for (int t = 0; t < 2; t++) {
        int count = Condition.among(rows, set(data, cell, d, t), data).size();
        if (count < LEAST) {
          return Optional.of(
              Sentence.count(count, "row")
                  + " of "
                  + (d == 1 ? "the treated" : "controls")
                  + " in "
                  + Sentence.number(t == 1 ? cell.at().period() : cell.at().base())
                  + "; at least "
                  + LEAST
                  + " are needed");
        }
      }
    }
    return Optional.empty();
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
    Column time = time(data);
    Column[][] g = new Column[2][2];
    for (int d = 0; d < 2; d++) {
      for (int t = 0; t < 2; t++) {
        g[d][t] = predictions.of(names.apply(kind(d, t)));
      }
    }
    return new LevelComparison(
        data.rows(),
        rows,
        data.outcome(),
        row -> cohort.get(row) == cell.at().group(),
        row -> time.get(row) == cell.at().period(),
        SampleMean.of(data).among(rows),
        g,
        odds,
        rule);
  }
}
