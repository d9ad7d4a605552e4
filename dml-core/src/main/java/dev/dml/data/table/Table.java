package dev.dml.data.table;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.CovariateChoice;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.text.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Named, typed columns of equal length, as they were read from a file. */
public final class Table {

  private static final int MOST_NAMES_LISTED = 30;

  private final int rows;
  private final Map<String, TableColumn> columns;
  private final DecimalMarks marks;
  private final Set<String> counted;
  private final List<String> reading;
  private final Map<String, String> labels;

  private Table(
      int rows,
      Map<String, TableColumn> columns,
      DecimalMarks marks,
      Collection<String> counted,
      List<String> reading,
      Map<String, String> labels) {
    this.rows = rows;
    this.columns = columns;
    this.marks = marks;
    this.counted = Set.copyOf(counted);
    this.reading = List.copyOf(reading);
    this.labels = Map.copyOf(labels);
  }

  /**
   * A table of columns.
   *
   * @throws IllegalArgumentException if a column has another number of rows or a name is used twice
   */
  public static Table of(int rows, List<TableColumn> columns) {
    Map<String, TableColumn> byName = new LinkedHashMap<>();
    for (TableColumn column : columns) {
      if (column.size() != rows) {
        throw new IllegalArgumentException(
            "column " + column.name() + " has " + column.size() + " rows, not " + rows);
      }
      if (byName.put(column.name(), column) != null) {
        throw new IllegalArgumentException("two columns are named " + column.name());
      }
    }
    return new Table(
        rows,
        Collections.unmodifiableMap(byName),
        new DecimalMarks(Map.of()),
        byName.keySet(),
        List.of(),
        Map.of());
  }

  /** The same with what its reader took for granted, in sentences. */
  public Table withReading(List<String> sentences) {
    return new Table(rows, columns, marks, counted, sentences, labels);
  }

  /** The same with what its file says that columns are, by their names. */
  public Table withLabels(Map<String, String> words) {
    return new Table(rows, columns, marks, counted, reading, words);
  }

  /** What its file says that columns are, by their names; not all need have words. */
  public Map<String, String> labels() {
    return labels;
  }

  /** The same with the commas and points of its numbers, all columns being used. */
  public Table withMarks(DecimalMarks others) {
    return new Table(rows, columns, others, counted, reading, labels);
  }

  /** The same where no columns but these are used, so that only their commas and points count. */
  private Table using(Collection<String> names) {
    return new Table(rows, columns, marks, names, reading, labels);
  }

  /** What the reader of the file took for granted, in sentences; often nothing. */
  public List<String> reading() {
    List<String> sentences = new ArrayList<>(reading);
    sentences.addAll(marks.reading(counted));
    String labelled =
        labelsInUse().entrySet().stream()
            .map(label -> label.getKey() + ": " + label.getValue())
            .collect(Collectors.joining("; "));
    if (!labelled.isEmpty()) {
      sentences.add("by its labels, " + labelled);
    }
    return sentences;
  }

  /** The labels of the columns that are used, in order. */
  Map<String, String> labelsInUse() {
    Map<String, String> used = new LinkedHashMap<>();
    columns.keySet().stream()
        .filter(name -> counted.contains(name) && labels.containsKey(name))
        .forEach(name -> used.put(name, labels.get(name)));
    return used;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The names of the columns in order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** The column with a name, if there is one. */
  public Optional<TableColumn> column(String name) {
    return Optional.ofNullable(columns.get(name)).map(this::judged);
  }

  private TableColumn judged(TableColumn column) {
    return marks
        .doubt(column.name(), counted)
        .<TableColumn>map(reason -> new TableColumn.Unusable(column.name(), rows, reason))
        .orElse(column);
  }

  /**
   * A numeric column.
   *
   * @throws InvalidInput if no column has that name, or it is not numeric
   */
  public Column numbers(String name) {
    return switch (column(name).orElse(null)) {
      case TableColumn.Numbers numbers -> numbers.column();
      case null -> throw new InvalidInput(noColumn(name));
      case TableColumn other -> throw new InvalidInput("column " + name + notNumeric(other));
    };
  }

  /**
   * A data set of the columns that have a role; see {@link MissingPolicy} and {@link
   * Preparation.Encoding} for what happens to missing values and to text covariates.
   *
   * @throws InvalidInput with all problems: columns that are not there, that have two roles, that
   *     do not fit their role, missing and infinite values
   */
  public CausalData causalData(Roles roles, MissingPolicy missing) {
    CovariateChoice choice = roles.choice(this);
    List<String> used = new ArrayList<>(choice.used());
    used.addAll(roles.others());
    used.addAll(roles.modifiers());
    return new RoleAssignment(using(used), roles, missing, choice).causalData();
  }

  /** Whether a cell is empty; a column that cannot be used, or is not there, has no empty cells. */
  boolean isMissing(String name, int row) {
    return switch (column(name).orElse(null)) {
      case TableColumn.Numbers(Column column) -> Double.isNaN(column.get(row));
      case TableColumn.Texts(String _, Levels levels) -> levels.isMissing(row);
      case TableColumn.Unusable _ -> false;
      case null -> false;
    };
  }

  /** Says that no column has a name, which name may be meant, and which there are. */
  String noColumn(String name) {
    List<String> known = names();
    int left = known.size() - MOST_NAMES_LISTED;
    return isNotThere(name)
        + "there are: "
        + String.join(", ", left > 0 ? known.subList(0, MOST_NAMES_LISTED) : known)
        + (left > 0 ? " and " + left + " more" : "");
  }

  /**
   * Says that no column has a name, and which name may be meant, and ends where a list may begin.
   */
  private String isNotThere(String name) {
    return "no column is named "
        + (name.isBlank() ? '"' + name + '"' : name)
        + "; "
        + (isList(name) ? "several are a list: [" + name.strip() + "]; " : "")
        + Spelling.question(name, columns.keySet());
  }

  /** Whether a name is several, as one who forgets the brackets of a list writes them. */
  private boolean isList(String name) {
    String[] parts = name.strip().split(" *, *");
    return parts.length > 1 && Arrays.stream(parts).allMatch(columns::containsKey);
  }

  /** The same where the columns were listed before. */
  String noColumnEither(String name) {
    String sentence = isNotThere(name).strip();
    return sentence.endsWith(";") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Completes "column NAME": why a column that must hold numbers does not. */
  static String notNumeric(TableColumn column) {
    return switch (column) {
      case TableColumn.Texts texts ->
          " must hold numbers, but holds texts, first "
              + texts.levels().firstCell()
              + texts
                  .levels()
                  .indicatorQuery(texts.name())
                  .map(query -> "; make 0 and 1 of them with a query, such as " + query)
                  .orElse("");
      case TableColumn.Unusable unusable -> " cannot be used: it " + unusable.reason();
      case TableColumn.Numbers numbers ->
          throw new IllegalArgumentException(numbers.name() + " is numeric");
    };
  }

  @Override
  public String toString() {
    return rows + " rows x " + new ArrayList<>(columns.keySet());
  }
}
