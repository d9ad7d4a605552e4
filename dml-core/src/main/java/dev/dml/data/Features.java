package dev.dml.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The feature matrix that a learner sees: an ordered list of shared {@link Column}s of equal
 * length.
 *
 * <p>It is immutable and column-major. A text column of the data is here as one 0/1 column per
 * level; the column of its first level is its <i>reference level</i>. Trees use all of them; linear
 * learners drop the reference levels, which are linear combinations of the others and the
 * intercept, with {@link #withoutReferenceLevels()}. Which columns are the levels of one text
 * {@link #variables} says.
 */
public final class Features {

  private final List<Column> columns;

  /** The reference level of every level of a text. */
  private final Map<Column, Column> referenceOf;

  private final int rows;
  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

  /** Not among the derived forms, because others are derived from it, and wait for it. */
  private volatile @Nullable Features withoutReferenceLevels;

  private Features(int rows, List<Column> columns, Map<Column, Column> referenceOf) {
    for (Column column : columns) {
      if (column.size() != rows) {
        throw new IllegalArgumentException(
            "column "
                + column.name()
                + " has "
                + column.size()
                + " rows, but the features have "
                + rows);
      }
    }
    this.rows = rows;
    this.columns = List.copyOf(columns);
    this.referenceOf = referenceOf;
  }

  /** Features without reference levels: every column counts for every learner. */
  public static Features of(int rows, List<Column> columns) {
    return new Features(rows, columns, Map.of());
  }

  /**
   * Features of variables in order: a list of one column, or of the levels of a text, the reference
   * level first.
   *
   * @param isText of the same length: which of them are texts
   */
  static Features of(int rows, List<List<Column>> variables, List<Boolean> isText) {
    Map<Column, Column> referenceOf = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      if (isText.get(i)) {
        Column reference = variables.get(i).getFirst();
        variables.get(i).forEach(level -> referenceOf.put(level, reference));
      }
    }
    List<Column> columns = variables.stream().flatMap(List::stream).toList();
    return new Features(rows, columns, Map.copyOf(referenceOf));
  }

  /**
   * Features of which some columns are the reference levels of one-hot encoded text columns.
   *
   * @throws IllegalArgumentException if a column has another number of rows or a reference level is
   *     not a column
   */
  public static Features of(int rows, List<Column> columns, Set<Column> referenceLevels) {
    if (!columns.containsAll(referenceLevels)) {
      throw new IllegalArgumentException("reference levels must be among the columns");
    }
    return new Features(
        rows,
        columns,
        referenceLevels.stream().collect(Collectors.toMap(level -> level, level -> level)));
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns; may be 0. */
  public int size() {
    return columns.size();
  }

  /** The column at a 0-based position. */
  public Column column(int position) {
    return columns.get(position);
  }

  /** All columns in order. */
  public List<Column> columns() {
    return columns;
  }

  /** The value in a 0-based row and column. */
  public double get(int row, int position) {
    return columns.get(position).get(row);
  }

  /** These features followed by further columns. */
  public Features and(List<Column> more) {
    return new Features(rows, Stream.concat(columns.stream(), more.stream()).toList(), referenceOf);
  }

  /** Whether a column is the reference level of a text. */
  public boolean isReferenceLevel(Column column) {
    return referenceOf.get(column) == column;
  }

  /** The columns in order, those of the levels of a text together in one list. */
  public List<List<Column>> variables() {
    List<List<Column>> variables = new ArrayList<>();
    for (Column column : columns) {
      Column reference = referenceOf.get(column);
      if (reference == null
          || variables.isEmpty()
          || referenceOf.get(variables.getLast().getLast()) != reference) {
        variables.add(new ArrayList<>());
      }
      variables.getLast().add(column);
    }
    return variables;
  }

  /** Other columns in the places of these, so that the same of them are reference levels. */
  Features with(List<Column> others) {
    Map<Column, Column> other = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      other.put(columns.get(i), others.get(i));
    }
    return new Features(rows, others, inPlaces(other));
  }

  /** What is the reference level of what if other columns are in the places of these. */
  private Map<Column, Column> inPlaces(Map<Column, Column> other) {
    Map<Column, Column> changed = new HashMap<>();
    referenceOf.forEach(
        (level, reference) -> {
          if (other.containsKey(level) && other.containsKey(reference)) {
            changed.put(other.get(level), other.get(reference));
          }
        });
    return Map.copyOf(changed);
  }

  /**
   * The columns that are not the reference level of a text column; the same object if there is
   * none.
   */
  public Features withoutReferenceLevels() {
    if (referenceOf.isEmpty()) {
      return this;
    }
    Features known = withoutReferenceLevels;
    if (known == null) {
      synchronized (derived) {
        known = withoutReferenceLevels;
        if (known == null) {
          List<Column> kept = new ArrayList<>(columns);
          kept.removeIf(this::isReferenceLevel);
          known = new Features(rows, kept, Map.of());
          withoutReferenceLevels = known;
        }
      }
    }
    return known;
  }

  /** Whether a value is missing in any column. */
  public boolean hasMissing() {
    return derived(
            Missing.class, all -> new Missing(all.columns.stream().anyMatch(Column::hasMissing)))
        .any;
  }

  /**
   * These features with every missing value replaced by the mean of its column over the training
   * rows, weighted if they are, followed by one 0/1 column per column with missing values that says
   * where they were; the same object if nothing is missing.
   *
   * <p>The means come from the training rows alone, so nothing is learnt from held-out rows. A
   * column without any observed training value is filled with 0. Reference levels stay reference
   * levels.
   */
  public Features imputed(Rows train, Optional<double[]> weights) {
    if (!hasMissing()) {
      return this;
    }
    List<Column> filled = new ArrayList<>();
    List<Column> indicators = new ArrayList<>();
    Map<Column, Column> completed = new HashMap<>();
    for (Column column : columns) {
      Column complete = column;
      if (column.hasMissing()) {
        complete = filled(column, train, weights);
        indicators.add(column.derived(Indicator.class, Indicator::of).column);
      }
      filled.add(complete);
      completed.put(column, complete);
    }
    filled.addAll(indicators);
    return new Features(rows, filled, inPlaces(completed));
  }

  private static Column filled(Column column, Rows train, Optional<double[]> weights) {
    double sum = 0;
    double observed = 0;
    for (int i = 0; i < train.size(); i++) {
      int row = train.get(i);
      double value = column.get(row);
      if (!Double.isNaN(value)) {
        double weight = weights.isEmpty() ? 1 : weights.get()[row];
        sum += weight * value;
        observed += weight;
      }
    }
    double mean = observed == 0 ? 0 : sum / observed;
    double[] values = column.toArray();
    for (int row = 0; row < values.length; row++) {
      if (Double.isNaN(values[row])) {
        values[row] = mean;
      }
    }
    return Column.owning(column.name(), values);
  }

  /** Where a column is missing, shared by all folds: it depends on the column alone. */
  private record Indicator(Column column) {

    static Indicator of(Column observed) {
      double[] values = new double[observed.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = Double.isNaN(observed.get(row)) ? 1 : 0;
      }
      return new Indicator(Column.owning(observed.name() + " is missing", values));
    }
  }

  /**
   * A form derived from these features, such as cross products, computed at most once and kept as
   * long as they are.
   *
   * @param type the class of the derived form, which is its key
   * @param make computes it; must depend on the features alone
   */
  public <T> T derived(Class<T> type, Function<Features, T> make) {
    Object known = derived.get(type);
    if (known == null) {
      known = derived.computeIfAbsent(type, key -> make.apply(this));
    }
    return type.cast(known);
  }

  @Override
  public String toString() {
    return rows + " rows x " + columns.size() + " features";
  }

  private record Missing(boolean any) {}
}
