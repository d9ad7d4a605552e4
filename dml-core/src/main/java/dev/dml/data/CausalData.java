package dev.dml.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The observations of a causal analysis: one outcome, one or more treatments, instruments if the
 * model has any, and covariates, all with the same number of rows.
 *
 * <p>Rows may belong to clusters, in one or two dimensions, and may have weights. Effects may be
 * described by further columns, the modifiers, of which no nuisance knows unless they are
 * covariates too.
 *
 * <p>It is immutable. Outcome, treatments and instruments are finite; covariates may have missing
 * values ({@code NaN}) only if they are to be imputed, never infinite ones. All names differ.
 *
 * <pre>{@code
 * CausalData data = CausalData.builder()
 *     .outcome("wage", wage).treatment("training", training).covariate("age", age).covariate("educ", educ)
 *     .build();
 * }</pre>
 */
public final class CausalData {

  private final Column outcome;
  private final List<Column> treatments;
  private final Map<String, List<String>> treatmentLevels;
  private final List<Column> instruments;
  private final Features covariates;
  private final List<Column> clusters;
  private final Optional<Column> weights;
  private final Optional<Column> estimandWeights;
  private final Optional<Column> expectedEstimandWeights;
  private final List<Column> modifiers;
  private final List<Column> beside;
  private final Optional<Column> unit;
  private final List<String> unitNames;
  private final Optional<Column> time;
  private final Optional<Panel> panel;
  private final Optional<Column> selected;
  private final Optional<Drawing> drawing;
  private final Preparation preparation;
  private final Optional<double[]> relativeWeights;
  private final FeatureSets featureSets;
  private volatile @Nullable String digest;

  CausalData(CausalDataBuilder builder, Features covariates, Preparation preparation) {
    this.outcome = Objects.requireNonNull(builder.outcome);
    this.treatments = List.copyOf(builder.treatments);
    this.treatmentLevels = Map.copyOf(builder.treatmentLevels);
    this.instruments = List.copyOf(builder.instruments);
    this.covariates = covariates;
    this.clusters = List.copyOf(builder.clusters);
    this.weights = Optional.ofNullable(builder.weights);
    this.estimandWeights = Optional.ofNullable(builder.estimandWeights);
    this.expectedEstimandWeights = Optional.ofNullable(builder.expectedEstimandWeights);
    this.relativeWeights = weights.flatMap(RelativeWeights::of);
    this.modifiers = List.copyOf(builder.modifiers);
    this.beside = List.copyOf(builder.beside);
    this.unit = Optional.ofNullable(builder.unit);
    this.unitNames = builder.unitNames;
    this.time = Optional.ofNullable(builder.time);
    this.panel = Optional.ofNullable(builder.panel);
    this.selected = Optional.ofNullable(builder.selected);
    this.drawing = Optional.ofNullable(builder.drawing);
    this.preparation = preparation;
    this.featureSets = new FeatureSets(covariates, instruments.isEmpty() ? treatments : List.of());
  }

  /** Begins a data set. */
  public static CausalDataBuilder builder() {
    return new CausalDataBuilder();
  }

  /** The number of observations. */
  public int rows() {
    return outcome.size();
  }

  /** The outcome y. */
  public Column outcome() {
    return outcome;
  }

  /** The treatments d, at least one. */
  public List<Column> treatments() {
    return treatments;
  }

  /** The texts that the numbers 0, 1, ... of a treatment stand for; empty if there are none. */
  public Optional<List<String>> treatmentLevels(String treatment) {
    return Optional.ofNullable(treatmentLevels.get(treatment));
  }

  /** The instruments z; may be none. */
  public List<Column> instruments() {
    return instruments;
  }

  /** The covariates x without the treatments. */
  public Features covariates() {
    return covariates;
  }

  /** The cluster of each row, in none, one or two dimensions: equal numbers belong together. */
  public List<Column> clusters() {
    return clusters;
  }

  /** The sampling weight of each row, above 0; empty if there are none. */
  public Optional<Column> weights() {
    return weights;
  }

  /**
   * The sampling weights divided by their mean, by row number: how much each row counts. Empty if
   * all rows count alike, because there are no weights or all are the same. The array is shared, so
   * that nobody changes it.
   */
  public Optional<double[]> relativeWeights() {
    return relativeWeights;
  }

  /** The weight of each row in the average of effects, at least 0; empty if all count alike. */
  public Optional<Column> estimandWeights() {
    return estimandWeights;
  }

  /**
   * The expectation of the estimand weight of each row given its covariates, at least 0, where the
   * weight depends on the treatment; empty if the weight is its own expectation.
   */
  public Optional<Column> expectedEstimandWeights() {
    return expectedEstimandWeights;
  }

  /** The columns by which effects are described; texts are indicators {@code NAME=LEVEL}. */
  public List<Column> modifiers() {
    return modifiers;
  }

  /** Columns that predict for those nuisances alone that name them, beside the covariates. */
  public List<Column> beside() {
    return beside;
  }

  /** The unit of each row, if rows are units in periods: equal numbers belong together. */
  public Optional<Column> unit() {
    return unit;
  }

  /** What the numbers of units stand for; empty if these are their names. */
  public List<String> unitNames() {
    return unitNames;
  }

  /** The period of each row, if there are several. */
  public Optional<Column> time() {
    return time;
  }

  /**
   * What was observed of the units in each period, if each row is a unit; see {@link
   * dev.dml.data.panel.UnitRows}. Then the outcome is the mean of its periods, and the covariates
   * are those of the first.
   */
  public Optional<Panel> panel() {
    return panel;
  }

  /** 1 where the outcome was observed, 0 where it was not and is 0; empty if it always was. */
  public Optional<Column> selected() {
    return selected;
  }

  /**
   * What a nuisance may use to predict from what was known in a period: its covariates.
   *
   * @param period the name of a period of the {@link #panel}
   */
  public Features featuresIn(String period) {
    return featureSets.of(panel.orElseThrow().period(period).covariates());
  }

  /**
   * What a nuisance may use to predict when one treatment is analysed: the covariates, followed by
   * the other treatments, unless there are instruments: then the treatments are endogenous, and
   * none is a covariate of another.
   *
   * @param treatment the 0-based position of the treatment under analysis
   */
  public Features features(int treatment) {
    return featureSets.of(treatment);
  }

  /** The same, followed by treatments, instruments and the like, of these names. */
  public Features features(int treatment, List<String> beside) {
    return featureSets.of(treatment, beside.stream().map(this::variable).toList());
  }

  /**
   * The outcome, treatment, instrument, time, column beside the covariates, selection, or variable
   * of a period with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Column variable(String name) {
    return variables()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no outcome, treatment or instrument is named "
                        + name
                        + "; there are: "
                        + String.join(", ", variables().map(Column::name).toList())));
  }

  /** The same data with another treatment in place of the only one. */
  public CausalData withTreatment(Column treatment) {
    CausalDataBuilder builder = new CausalDataBuilder(this);
    builder.treatments.clear();
    builder.treatmentLevels.clear();
    builder.treatments.add(treatment);
    return new CausalData(builder, covariates, preparation);
  }

  /**
   * The same data with what no fit needs to know of them, but a result tells.
   *
   * @param levels the texts that the numbers of a treatment stand for, by its name
   * @param describing the columns by which effects are described
   * @param how what was done to the columns of a file to make them
   */
  public CausalData described(
      Map<String, List<String>> levels, List<Column> describing, Preparation how) {
    CausalDataBuilder builder = new CausalDataBuilder(this);
    builder.treatmentLevels.clear();
    builder.treatmentLevels.putAll(levels);
    builder.modifiers.clear();
    builder.modifiers.addAll(describing);
    return new CausalData(builder, covariates, how);
  }

  /** The same data with how they can be drawn again, which changed data no longer have. */
  public CausalData drawnBy(Drawing how) {
    CausalDataBuilder builder = new CausalDataBuilder(this);
    builder.drawing = how;
    return new CausalData(builder, covariates, preparation);
  }

  /** What a reader should see in place of the name of a column of this data set. */
  public String called(Column column) {
    return new ColumnLabels(preparation.labels()).of(column.name());
  }

  /** How they can be drawn again, if they are made up. */
  public Optional<Drawing> drawing() {
    return drawing;
  }

  /** What was done to the columns of a file to make this data set. */
  public Preparation preparation() {
    return preparation;
  }

  /**
   * The SHA-256 of names, roles and values, in hexadecimal: equal for equal data, whatever file
   * they came from.
   *
   * <p>Doubles enter as their 64 bits, little-endian.
   */
  public String digest() {
    if (digest == null) {
      digest = DataDigest.of(this);
    }
    return digest;
  }

  private Stream<Column> variables() {
    return Stream.of(
            Stream.of(outcome),
            treatments.stream(),
            instruments.stream(),
            time.stream(),
            beside.stream(),
            selected.stream(),
            panel.stream().flatMap(Panel::variables))
        .flatMap(columns -> columns);
  }
}
