package dev.dml.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link CausalData data set} in the making. */
public final class CausalDataBuilder {

  @Nullable Column outcome;
  final List<Column> treatments = new ArrayList<>();
  final Map<String, List<String>> treatmentLevels = new LinkedHashMap<>();
  final List<Column> instruments = new ArrayList<>();
  final List<List<Column>> covariates = new ArrayList<>();
  final List<Boolean> isText = new ArrayList<>();
  final List<Column> clusters = new ArrayList<>();
  final List<Column> modifiers = new ArrayList<>();
  final List<Column> beside = new ArrayList<>();
  @Nullable Column weights;
  @Nullable Column estimandWeights;
  @Nullable Column expectedEstimandWeights;
  @Nullable Column unit;
  List<String> unitNames = List.of();
  @Nullable Column time;
  @Nullable Panel panel;
  @Nullable Column selected;
  @Nullable Drawing drawing;
  MissingPolicy missing = MissingPolicy.ERROR;
  @Nullable Preparation preparation;

  CausalDataBuilder() {}

  /** Begins with all of a data set but its covariates, their preparation and how it was drawn. */
  CausalDataBuilder(CausalData data) {
    outcome = data.outcome();
    treatments.addAll(data.treatments());
    data.treatments()
        .forEach(
            treatment ->
                data.treatmentLevels(treatment.name())
                    .ifPresent(levels -> treatmentLevels.put(treatment.name(), levels)));
    instruments.addAll(data.instruments());
    clusters.addAll(data.clusters());
    modifiers.addAll(data.modifiers());
    beside.addAll(data.beside());
    weights = data.weights().orElse(null);
    estimandWeights = data.estimandWeights().orElse(null);
    expectedEstimandWeights = data.expectedEstimandWeights().orElse(null);
    unit = data.unit().orElse(null);
    unitNames = data.unitNames();
    time = data.time().orElse(null);
    panel = data.panel().orElse(null);
    selected = data.selected().orElse(null);
  }

  /** Sets the outcome. */
  public CausalDataBuilder outcome(Column column) {
    this.outcome = Objects.requireNonNull(column);
    return this;
  }

  /** Sets the outcome to a copy of the values. */
  public CausalDataBuilder outcome(String name, double... values) {
    return outcome(Column.of(name, values));
  }

  /** Adds a treatment. */
  public CausalDataBuilder treatment(Column column) {
    treatments.add(Objects.requireNonNull(column));
    return this;
  }

  /** Adds a treatment with a copy of the values. */
  public CausalDataBuilder treatment(String name, double... values) {
    return treatment(Column.of(name, values));
  }

  /**
   * Adds a treatment of texts, whose levels are numbered in ascending order of their characters.
   */
  public CausalDataBuilder treatment(String name, List<String> texts) {
    List<String> levels = texts.stream().distinct().sorted().toList();
    return treatment(
        Column.of(name, texts.stream().mapToDouble(levels::indexOf).toArray()), levels);
  }

  /** Adds a treatment whose numbers 0, 1, ... stand for texts. */
  public CausalDataBuilder treatment(Column codes, List<String> levels) {
    treatmentLevels.put(codes.name(), List.copyOf(levels));
    return treatment(codes);
  }

  /** Adds an instrument. */
  public CausalDataBuilder instrument(Column column) {
    instruments.add(Objects.requireNonNull(column));
    return this;
  }

  /** Adds an instrument with a copy of the values. */
  public CausalDataBuilder instrument(String name, double... values) {
    return instrument(Column.of(name, values));
  }

  /** Adds a covariate. */
  public CausalDataBuilder covariate(Column column) {
    covariates.add(List.of(column));
    isText.add(false);
    return this;
  }

  /** Adds a covariate with a copy of the values. */
  public CausalDataBuilder covariate(String name, double... values) {
    return covariate(Column.of(name, values));
  }

  /** Adds a dimension of clusters: rows with equal numbers belong together. */
  public CausalDataBuilder cluster(Column column) {
    clusters.add(Objects.requireNonNull(column));
    return this;
  }

  /** Adds a dimension of clusters with a copy of the numbers. */
  public CausalDataBuilder cluster(String name, double... values) {
    return cluster(Column.of(name, values));
  }

  /** Sets the sampling weights, each above 0. */
  public CausalDataBuilder weights(Column column) {
    this.weights = Objects.requireNonNull(column);
    return this;
  }

  /** Sets the sampling weights to a copy of the values. */
  public CausalDataBuilder weights(String name, double... values) {
    return weights(Column.of(name, values));
  }

  /** Sets the weights of those whose effects are averaged, each at least 0. */
  public CausalDataBuilder estimandWeights(Column column) {
    this.estimandWeights = Objects.requireNonNull(column);
    return this;
  }

  /**
   * Sets the expectations, given the covariates, of the weights of those whose effects are
   * averaged, each at least 0; for weights that depend on the treatment.
   */
  public CausalDataBuilder expectedEstimandWeights(Column column) {
    this.expectedEstimandWeights = Objects.requireNonNull(column);
    return this;
  }

  /** Sets the unit that each row observes: rows with equal numbers belong together. */
  public CausalDataBuilder unit(Column column) {
    this.unit = Objects.requireNonNull(column);
    return this;
  }

  /** Sets the unit that each row observes, whose numbers 0, 1, ... stand for names. */
  public CausalDataBuilder unit(Column codes, List<String> names) {
    this.unitNames = List.copyOf(names);
    return unit(codes);
  }

  /** Sets the unit that each row observes to a copy of the numbers. */
  public CausalDataBuilder unit(String name, double... values) {
    return unit(Column.of(name, values));
  }

  /** Sets the period of each row. */
  public CausalDataBuilder time(Column column) {
    this.time = Objects.requireNonNull(column);
    return this;
  }

  /** Sets the period of each row to a copy of the numbers. */
  public CausalDataBuilder time(String name, double... values) {
    return time(Column.of(name, values));
  }

  /** Sets what was observed of the units, which the rows are, in each period. */
  public CausalDataBuilder panel(Panel value) {
    this.panel = Objects.requireNonNull(value);
    return this;
  }

  /**
   * Sets whether the outcome of each row was observed, 1 or 0. What the outcome is where it was not
   * is of no consequence.
   */
  public CausalDataBuilder selected(Column column) {
    this.selected = Objects.requireNonNull(column);
    return this;
  }

  /** Sets whether the outcome of each row was observed to a copy of the values. */
  public CausalDataBuilder selected(String name, double... values) {
    return selected(Column.of(name, values));
  }

  /** Adds a column by which effects are described; it may be a covariate too. */
  public CausalDataBuilder modifier(Column column) {
    modifiers.add(Objects.requireNonNull(column));
    return this;
  }

  /** Adds a column by which effects are described with a copy of the values. */
  public CausalDataBuilder modifier(String name, double... values) {
    return modifier(Column.of(name, values));
  }

  /** Adds a column that predicts for those nuisances alone that name it. */
  public CausalDataBuilder beside(Column column) {
    beside.add(Objects.requireNonNull(column));
    return this;
  }

  /** Adds the 0/1 columns of a one-hot encoded text column, the reference level first. */
  public CausalDataBuilder oneHot(List<Column> levels) {
    covariates.add(List.copyOf(levels));
    isText.add(true);
    return this;
  }

  /** Permits missing covariates, to be imputed inside each fold; see {@link Features#imputed}. */
  public CausalDataBuilder imputeMissing() {
    this.missing = MissingPolicy.IMPUTE_INDICATOR;
    return this;
  }

  /** Permits missing covariates, which are left to the learners that take them. */
  public CausalDataBuilder leaveMissing() {
    this.missing = MissingPolicy.NATIVE;
    return this;
  }

  /**
   * Adds what a report should say about where the columns came from, and the policy that it tells.
   */
  public CausalDataBuilder preparation(Preparation value) {
    this.preparation = value;
    this.missing = value.missing();
    return this;
  }

  /**
   * The data set.
   *
   * @throws InvalidInput with one sentence per problem: a missing role, columns of different
   *     lengths, a name used twice, a value that is not finite
   */
  public CausalData build() {
    outcome = observed();
    List<String> problems = new DataCheck(this).problems();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    Features features = Features.of(Objects.requireNonNull(outcome).size(), covariates, isText);
    return new CausalData(
        this,
        features,
        preparation == null
            ? Preparation.none(outcome.size(), missing, covariates().map(Column::name).toList())
            : preparation);
  }

  /** The outcome, 0 where it was not observed, so that equal data have equal digests. */
  private @Nullable Column observed() {
    if (outcome == null || selected == null || outcome.size() != selected.size()) {
      return outcome;
    }
    double[] values = outcome.toArray();
    for (int row = 0; row < values.length; row++) {
      values[row] = selected.get(row) == 0 ? 0 : values[row];
    }
    return Column.owning(outcome.name(), values);
  }

  Stream<Column> covariates() {
    return covariates.stream().flatMap(List::stream);
  }
}
