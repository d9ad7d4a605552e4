package dev.dml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

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
  private final Optional<Column> unit;
  private final Optional<Column> time;
  private final Optional<Panel> panel;
  private final Optional<Drawing> drawing;
  private final Preparation preparation;
  private final Optional<double[]> relativeWeights;
  private final ConcurrentHashMap<Integer, Features> featuresByTreatment =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Map.Entry<Integer, List<String>>, Features> featuresBeside =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<List<Column>, Features> featuresByColumns =
      new ConcurrentHashMap<>();
  private volatile String digest;

  private CausalData(Builder builder, Features covariates, Preparation preparation) {
    this.outcome = builder.outcome;
    this.treatments = List.copyOf(builder.treatments);
    this.treatmentLevels = Map.copyOf(builder.treatmentLevels);
    this.instruments = List.copyOf(builder.instruments);
    this.covariates = covariates;
    this.clusters = List.copyOf(builder.clusters);
    this.weights = Optional.ofNullable(builder.weights);
    this.estimandWeights = Optional.ofNullable(builder.estimandWeights);
    this.expectedEstimandWeights = Optional.ofNullable(builder.expectedEstimandWeights);
    this.relativeWeights = weights.flatMap(CausalData::relative);
    this.modifiers = List.copyOf(builder.modifiers);
    this.unit = Optional.ofNullable(builder.unit);
    this.time = Optional.ofNullable(builder.time);
    this.panel = Optional.ofNullable(builder.panel);
    this.drawing = Optional.ofNullable(builder.drawing);
    this.preparation = preparation;
  }

  /** Begins a data set. */
  public static Builder builder() {
    return new Builder();
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

  /**
   * The texts that the numbers 0, 1, ... of a treatment stand for; empty if it is one of numbers.
   */
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

  /**
   * The cluster of each row, in none, one or two dimensions: rows with equal numbers belong
   * together.
   */
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

  private static Optional<double[]> relative(Column weights) {
    double[] values = weights.toArray();
    if (weights.isConstant()) {
      return Optional.empty();
    }
    double largest = Arrays.stream(values).max().orElseThrow();
    double sum = 0;
    for (double value : values) {
      sum += value / largest;
    }
    double mean = sum / values.length;
    for (int row = 0; row < values.length; row++) {
      values[row] = values[row] / largest / mean;
    }
    return Optional.of(values);
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

  /**
   * The unit that each row observes, if rows are units in periods: rows with equal numbers belong
   * together.
   */
  public Optional<Column> unit() {
    return unit;
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

  /**
   * What a nuisance may use to predict from what was known in a period: its covariates.
   *
   * @param period the name of a period of the {@link #panel}
   */
  public Features featuresIn(String period) {
    List<Column> columns = panel.orElseThrow().period(period).covariates();
    return columns.equals(covariates.columns())
        ? covariates
        : featuresByColumns.computeIfAbsent(columns, covariates::with);
  }

  /**
   * What a nuisance may use to predict when one treatment is analysed: the covariates, followed by
   * the other treatments, unless there are instruments: then the treatments are endogenous, and
   * none is a covariate of another.
   *
   * @param treatment the 0-based position of the treatment under analysis
   */
  public Features features(int treatment) {
    if (treatments.size() == 1 || !instruments.isEmpty()) {
      return covariates;
    }
    return featuresByTreatment.computeIfAbsent(
        treatment,
        position -> {
          List<Column> others = new ArrayList<>(treatments);
          others.remove(position.intValue());
          return covariates.and(others);
        });
  }

  /**
   * The same, followed by variables that are no covariates.
   *
   * @param beside the names of treatments and instruments
   */
  public Features features(int treatment, List<String> beside) {
    return beside.isEmpty()
        ? features(treatment)
        : featuresBeside.computeIfAbsent(
            Map.entry(treatment, List.copyOf(beside)),
            key -> features(treatment).and(beside.stream().map(this::variable).toList()));
  }

  /**
   * The outcome, treatment, instrument, time, or variable of a period of the {@link #panel} with a
   * name.
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
    Builder builder = copied();
    builder.treatments.add(treatment);
    builder.modifiers.addAll(modifiers);
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
    Builder builder = copied();
    builder.treatments.addAll(treatments);
    builder.treatmentLevels.putAll(levels);
    builder.modifiers.addAll(describing);
    return new CausalData(builder, covariates, how);
  }

  /** The same data with how they can be drawn again, which changed data no longer have. */
  public CausalData drawnBy(Drawing how) {
    Builder builder = copied();
    builder.treatments.addAll(treatments);
    builder.treatmentLevels.putAll(treatmentLevels);
    builder.modifiers.addAll(modifiers);
    builder.drawing = how;
    return new CausalData(builder, covariates, preparation);
  }

  /** How they can be drawn again, if they are made up. */
  public Optional<Drawing> drawing() {
    return drawing;
  }

  /** All but treatments, covariates and modifiers. */
  private Builder copied() {
    Builder builder = new Builder();
    builder.outcome = outcome;
    builder.instruments.addAll(instruments);
    builder.clusters.addAll(clusters);
    builder.weights = weights.orElse(null);
    builder.estimandWeights = estimandWeights.orElse(null);
    builder.expectedEstimandWeights = expectedEstimandWeights.orElse(null);
    builder.unit = unit.orElse(null);
    builder.time = time.orElse(null);
    builder.panel = panel.orElse(null);
    return builder;
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
            panel.stream().flatMap(Panel::variables))
        .flatMap(columns -> columns);
  }

  /** A data set in the making. */
  public static final class Builder {

    private Column outcome;
    private final List<Column> treatments = new ArrayList<>();
    private final Map<String, List<String>> treatmentLevels = new LinkedHashMap<>();
    private final List<Column> instruments = new ArrayList<>();
    private final List<List<Column>> covariates = new ArrayList<>();
    private final List<Boolean> isText = new ArrayList<>();
    private final List<Column> clusters = new ArrayList<>();
    private final List<Column> modifiers = new ArrayList<>();
    private Column weights;
    private Column estimandWeights;
    private Column expectedEstimandWeights;
    private Column unit;
    private Column time;
    private Panel panel;
    private Drawing drawing;
    private MissingPolicy missing = MissingPolicy.ERROR;
    private Preparation preparation;

    private Builder() {}

    /** Sets the outcome. */
    public Builder outcome(Column column) {
      this.outcome = Objects.requireNonNull(column);
      return this;
    }

    /** Sets the outcome to a copy of the values. */
    public Builder outcome(String name, double... values) {
      return outcome(Column.of(name, values));
    }

    /** Adds a treatment. */
    public Builder treatment(Column column) {
      treatments.add(Objects.requireNonNull(column));
      return this;
    }

    /** Adds a treatment with a copy of the values. */
    public Builder treatment(String name, double... values) {
      return treatment(Column.of(name, values));
    }

    /**
     * Adds a treatment of texts, whose levels are numbered in ascending order of their characters.
     */
    public Builder treatment(String name, List<String> texts) {
      List<String> levels = texts.stream().distinct().sorted().toList();
      return treatment(
          Column.of(name, texts.stream().mapToDouble(levels::indexOf).toArray()), levels);
    }

    /** Adds a treatment whose numbers 0, 1, ... stand for texts. */
    Builder treatment(Column codes, List<String> levels) {
      treatmentLevels.put(codes.name(), List.copyOf(levels));
      return treatment(codes);
    }

    /** Adds an instrument. */
    public Builder instrument(Column column) {
      instruments.add(Objects.requireNonNull(column));
      return this;
    }

    /** Adds an instrument with a copy of the values. */
    public Builder instrument(String name, double... values) {
      return instrument(Column.of(name, values));
    }

    /** Adds a covariate. */
    public Builder covariate(Column column) {
      covariates.add(List.of(column));
      isText.add(false);
      return this;
    }

    /** Adds a covariate with a copy of the values. */
    public Builder covariate(String name, double... values) {
      return covariate(Column.of(name, values));
    }

    /** Adds a dimension of clusters: rows with equal numbers belong together. */
    public Builder cluster(Column column) {
      clusters.add(Objects.requireNonNull(column));
      return this;
    }

    /** Adds a dimension of clusters with a copy of the numbers. */
    public Builder cluster(String name, double... values) {
      return cluster(Column.of(name, values));
    }

    /** Sets the sampling weights, each above 0. */
    public Builder weights(Column column) {
      this.weights = Objects.requireNonNull(column);
      return this;
    }

    /** Sets the sampling weights to a copy of the values. */
    public Builder weights(String name, double... values) {
      return weights(Column.of(name, values));
    }

    /** Sets the weights of those whose effects are averaged, each at least 0. */
    public Builder estimandWeights(Column column) {
      this.estimandWeights = Objects.requireNonNull(column);
      return this;
    }

    /**
     * Sets the expectations, given the covariates, of the weights of those whose effects are
     * averaged, each at least 0; for weights that depend on the treatment.
     */
    public Builder expectedEstimandWeights(Column column) {
      this.expectedEstimandWeights = Objects.requireNonNull(column);
      return this;
    }

    /** Sets the unit that each row observes: rows with equal numbers belong together. */
    public Builder unit(Column column) {
      this.unit = Objects.requireNonNull(column);
      return this;
    }

    /** Sets the unit that each row observes to a copy of the numbers. */
    public Builder unit(String name, double... values) {
      return unit(Column.of(name, values));
    }

    /** Sets the period of each row. */
    public Builder time(Column column) {
      this.time = Objects.requireNonNull(column);
      return this;
    }

    /** Sets the period of each row to a copy of the numbers. */
    public Builder time(String name, double... values) {
      return time(Column.of(name, values));
    }

    /** Sets what was observed of the units, which the rows are, in each period. */
    public Builder panel(Panel value) {
      this.panel = Objects.requireNonNull(value);
      return this;
    }

    /** Adds a column by which effects are described; it may be a covariate too. */
    public Builder modifier(Column column) {
      modifiers.add(Objects.requireNonNull(column));
      return this;
    }

    /** Adds a column by which effects are described with a copy of the values. */
    public Builder modifier(String name, double... values) {
      return modifier(Column.of(name, values));
    }

    /** Adds the 0/1 columns of a one-hot encoded text column, the reference level first. */
    public Builder oneHot(List<Column> levels) {
      covariates.add(List.copyOf(levels));
      isText.add(true);
      return this;
    }

    /** Permits missing covariates, to be imputed inside each fold; see {@link Features#imputed}. */
    public Builder imputeMissing() {
      this.missing = MissingPolicy.IMPUTE_INDICATOR;
      return this;
    }

    /** Permits missing covariates, which are left to the learners that take them. */
    public Builder leaveMissing() {
      this.missing = MissingPolicy.NATIVE;
      return this;
    }

    /**
     * Adds what a report should say about where the columns came from, and the policy that it
     * tells.
     */
    public Builder preparation(Preparation value) {
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
      List<String> problems = new ArrayList<>();
      if (outcome == null) {
        problems.add("an outcome is missing");
      }
      if (treatments.isEmpty()) {
        problems.add("a treatment is missing");
      }
      checkLengths(problems);
      checkNames(problems);
      checkValues(problems);
      if (!problems.isEmpty()) {
        throw new InvalidInput(problems);
      }
      Features features = Features.of(outcome.size(), covariates, isText);
      return new CausalData(
          this,
          features,
          preparation == null
              ? Preparation.none(outcome.size(), missing, covariates().map(Column::name).toList())
              : preparation);
    }

    private Stream<Column> variables() {
      return Stream.of(
              Stream.ofNullable(outcome),
              treatments.stream(),
              instruments.stream(),
              clusters.stream(),
              Stream.ofNullable(weights),
              Stream.ofNullable(estimandWeights),
              Stream.ofNullable(expectedEstimandWeights),
              Stream.ofNullable(unit),
              Stream.ofNullable(time))
          .flatMap(columns -> columns);
    }

    private Stream<Column> covariates() {
      return covariates.stream().flatMap(List::stream);
    }

    private Stream<Column> all() {
      return Stream.concat(variables(), covariates());
    }

    private void checkLengths(List<String> problems) {
      int[] lengths =
          Stream.concat(all(), modifiers.stream()).mapToInt(Column::size).distinct().toArray();
      if (lengths.length > 1) {
        problems.add(
            "all columns must have the same number of rows, but there are "
                + Arrays.toString(lengths));
      } else if (lengths.length == 1 && lengths[0] == 0) {
        problems.add("the data have 0 rows; at least 2 are needed");
      }
    }

    private void checkNames(List<String> problems) {
      Set<String> seen = new HashSet<>();
      all()
          .map(Column::name)
          .filter(name -> !seen.add(name))
          .distinct()
          .forEach(
              name ->
                  problems.add("two columns are named " + name + "; every name must be used once"));
    }

    private void checkValues(List<String> problems) {
      DoublePredicate notFinite = value -> !Double.isFinite(value);
      Stream.concat(variables(), modifiers.stream())
          .forEach(column -> check(column, "finite numbers", notFinite, problems));
      if (clusters.size() > 2) {
        problems.add(
            "there may be at most 2 dimensions of clusters, but there are " + clusters.size());
      }
      Stream.ofNullable(weights)
          .forEach(column -> check(column, "weights above 0", value -> value <= 0, problems));
      Stream.of(estimandWeights, expectedEstimandWeights)
          .filter(Objects::nonNull)
          .forEach(column -> check(column, "weights of at least 0", value -> value < 0, problems));
      if (expectedEstimandWeights != null && estimandWeights == null) {
        problems.add(
            "there are expectations of estimand weights, "
                + expectedEstimandWeights.name()
                + ", but no estimand weights");
      }
      DoublePredicate bad = missing.keepsRows() ? Double::isInfinite : notFinite;
      covariates().forEach(column -> check(column, "finite numbers", bad, problems));
    }

    /** Names the first row with a value that may not be. */
    private static void check(
        Column column, String demand, DoublePredicate bad, List<String> problems) {
      for (int row = 0; row < column.size(); row++) {
        if (bad.test(column.get(row))) {
          problems.add(
              "column "
                  + column.name()
                  + " must hold "
                  + demand
                  + ", but is "
                  + column.get(row)
                  + " in row "
                  + (row + 1));
          return;
        }
      }
    }
  }
}
