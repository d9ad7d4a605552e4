package dev.dml.data.table;

import dev.dml.data.CovariateChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a {@link Table} play which role in a causal analysis.
 *
 * @param outcome the name of the outcome
 * @param treatments the names of the treatments, at least one
 * @param instruments the names of the instruments; may be none
 * @param covariates the names of the covariates; left out, they are all columns without another
 *     role
 * @param sampling how the rows were sampled
 * @param modifiers the names of the columns by which effects are described, which may be covariates
 *     too; may be none
 * @param kind what the treatments may hold
 * @param periods which columns say when a row was observed, and of which unit; empty if all rows
 *     are of one time
 * @param selected the column that says whether the outcome of a row was observed; empty if all were
 */
public record Roles(
    String outcome,
    List<String> treatments,
    List<String> instruments,
    Optional<List<String>> covariates,
    Sampling sampling,
    List<String> modifiers,
    Treatments kind,
    Optional<Periods> periods,
    Optional<String> selected) {

  /** What the treatments may hold. */
  public enum Treatments {
    /** Numbers. */
    NUMBERS,
    /** Numbers or texts, for a model that compares levels. */
    LEVELS,
    /** The first treated period of a unit; empty, 0 or infinite if it is never treated. */
    COHORTS
  }

  /**
   * When a row was observed, and of which unit.
   *
   * @param time the column of periods
   * @param unit the column of units; empty if every row is another one
   */
  public record Periods(String time, Optional<String> unit) {}

  /** Checks and copies. */
  public Roles {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(sampling);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(periods);
    Objects.requireNonNull(selected);
    treatments = List.copyOf(treatments);
    instruments = List.copyOf(instruments);
    covariates = covariates.map(List::copyOf);
    modifiers = List.copyOf(modifiers);
    if (treatments.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 treatment, but there are 0");
    }
  }

  /** The roles of independent rows that count alike. */
  public Roles(
      String outcome,
      List<String> treatments,
      List<String> instruments,
      Optional<List<String>> covariates) {
    this(
        outcome,
        treatments,
        instruments,
        covariates,
        Sampling.INDEPENDENT,
        List.of(),
        Treatments.NUMBERS,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * How the rows were sampled and whose effects are averaged.
   *
   * @param clusters the names of the columns that say to which cluster a row belongs; none, one or
   *     two
   * @param weights the column of sampling weights
   * @param estimandWeights the column of weights of those whose effects are averaged
   * @param expectedEstimandWeights the column of their expectations given the covariates
   */
  public record Sampling(
      List<String> clusters,
      Optional<String> weights,
      Optional<String> estimandWeights,
      Optional<String> expectedEstimandWeights) {

    /** Independent rows that count alike. */
    public static final Sampling INDEPENDENT =
        new Sampling(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies. */
    public Sampling {
      clusters = List.copyOf(clusters);
      if (clusters.size() > 2) {
        throw new IllegalArgumentException(
            "there may be at most 2 dimensions of clusters, but there are " + clusters.size());
      }
    }
  }

  /** The same with how the rows were sampled. */
  public Roles withSampling(Sampling value) {
    return new Roles(
        outcome, treatments, instruments, covariates, value, modifiers, kind, periods, selected);
  }

  /** The same with these covariates. */
  public Roles withCovariates(List<String> names) {
    return new Roles(
        outcome,
        treatments,
        instruments,
        Optional.of(names),
        sampling,
        modifiers,
        kind,
        periods,
        selected);
  }

  /** The same with columns by which effects are described. */
  public Roles withModifiers(List<String> names) {
    return new Roles(
        outcome, treatments, instruments, covariates, sampling, names, kind, periods, selected);
  }

  /** The same with treatments that may be texts. */
  public Roles withTreatmentLevels() {
    return withTreatments(Treatments.LEVELS);
  }

  /** The same with treatments that are first treated periods. */
  public Roles withCohorts() {
    return withTreatments(Treatments.COHORTS);
  }

  private Roles withTreatments(Treatments value) {
    return new Roles(
        outcome,
        treatments,
        instruments,
        covariates,
        sampling,
        modifiers,
        value,
        periods,
        selected);
  }

  /** The same with the columns that say when a row was observed, and of which unit. */
  public Roles withPeriods(Periods value) {
    return new Roles(
        outcome,
        treatments,
        instruments,
        covariates,
        sampling,
        modifiers,
        kind,
        Optional.of(value),
        selected);
  }

  /** The same with the column that says whether the outcome of a row was observed. */
  public Roles withSelected(String name) {
    return new Roles(
        outcome,
        treatments,
        instruments,
        covariates,
        sampling,
        modifiers,
        kind,
        periods,
        Optional.of(name));
  }

  /** The names of all columns with a role other than covariate or modifier, in order. */
  List<String> others() {
    List<String> names = new ArrayList<>();
    names.add(outcome);
    names.addAll(treatments);
    names.addAll(instruments);
    names.addAll(sampling.clusters());
    sampling.weights().ifPresent(names::add);
    sampling.estimandWeights().ifPresent(names::add);
    sampling.expectedEstimandWeights().ifPresent(names::add);
    periods.map(Periods::time).ifPresent(names::add);
    periods.flatMap(Periods::unit).ifPresent(names::add);
    selected.ifPresent(names::add);
    return names;
  }

  /** Whether treatments are periods in which units are first treated. */
  boolean haveCohorts() {
    return kind == Treatments.COHORTS;
  }

  /** The choice of covariates among the columns of a table. */
  CovariateChoice choice(Table table) {
    List<String> free = new ArrayList<>(table.names());
    free.removeAll(others());
    Map<String, String> leftOut = new LinkedHashMap<>();
    if (covariates.isPresent()) {
      free.removeAll(covariates.get());
      free.forEach(name -> leftOut.put(name, "not named as a covariate"));
      return new CovariateChoice(covariates.get(), false, leftOut);
    }
    for (String name : free) {
      table.column(name).flatMap(RowNumbers::reason).ifPresent(reason -> leftOut.put(name, reason));
    }
    free.removeAll(leftOut.keySet());
    return new CovariateChoice(free, true, leftOut);
  }
}
