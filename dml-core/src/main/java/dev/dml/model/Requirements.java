package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.data.text.SuggestedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model asks of its data; every breach is a sentence. */
public final class Requirements {

  /** Why models with instruments have no bounds under a confounder. */
  public static final String RATIO =
      "whose effect is a ratio of two effects of the instrument, each of which a confounder of the"
          + " instrument would bias; ask it of the reduced form, plr or irm with the instrument as"
          + " treatment";

  private static final String COHORTS =
      "; first treated periods are cohorts: name them with data.cohort (--cohort), beside data.unit"
          + " (--unit) and data.time (--time)";

  private final CausalData data;
  private final List<String> problems = new ArrayList<>();

  /** The requirements of a model that needs the outcome of every row. */
  public Requirements(CausalData data) {
    this.data = data;
    data.selected()
        .ifPresent(
            column ->
                problems.add(
                    "data.selected: only ssm takes rows without an outcome, but there is: "
                        + column.name()));
  }

  private Requirements(CausalData data, List<String> problems) {
    this.data = data;
    this.problems.addAll(problems);
  }

  /** The requirements of a model that needs the outcome of selected rows, and rows that are not. */
  public static Requirements ofSelected(String model, CausalData data) {
    String need =
        "data.selected: "
            + model
            + " needs the column that is 1 where the outcome was observed and 0 elsewhere";
    if (data.selected().isEmpty()) {
      return new Requirements(data, List.of(need + ", but there is none"));
    }
    Column s = data.selected().get();
    if (!s.isBinary()) {
      String words = need + ", with both among the rows, but " + s.name() + values(s);
      boolean all = s.isConstant() && s.get(0) == 1;
      String wayOut = all ? "; where every outcome was observed, irm estimates the effect" : "";
      return new Requirements(data, List.of(words + wayOut));
    }
    Rows selected = Rows.where(s.size(), row -> s.get(row) == 1);
    Column observed = Column.owning(data.outcome().name(), data.outcome().gather(selected));
    return new Requirements(data, List.of()).varies("outcome", observed);
  }

  /** A variable must have at least two values. */
  public Requirements varies(String key, Column variable) {
    double first = variable.get(0);
    boolean constant = true;
    for (int row = 1; row < variable.size() && constant; row++) {
      constant = variable.get(row) == first;
    }
    if (constant) {
      problems.add(
          "data."
              + key
              + ": "
              + variable.name()
              + " must vary, but is "
              + Sentence.number(first)
              + (variable.size() == 1
                  ? " in the only row"
                  : " in all " + variable.size() + " rows"));
    }
    return this;
  }

  /** A variable must hold 0 and 1, both, and nothing else. */
  public Requirements binary(String model, String role, Column variable) {
    if (!variable.isBinary()) {
      double[] values = variable.distinct();
      problems.add(
          "data."
              + role
              + (role.equals("instrument") ? "s: " : ": ")
              + model
              + (role.equals("instrument") ? " needs an " : " needs a ")
              + role
              + " that is 0 or 1, with both among the rows, but "
              + variable.name()
              + values(variable)
              + (values.length == 2 ? "; " + binaryQuery(variable.name(), values[1]) : "")
              + (values.length > 2 && model.equals("did") ? COHORTS : ""));
    }
    return this;
  }

  private static String values(Column variable) {
    double[] values = Arrays.stream(variable.distinct()).limit(5).toArray();
    return (values.length == 1 ? " has the value " : " has the values ")
        + Arrays.stream(values).mapToObj(Sentence::number).collect(Collectors.joining(", "))
        + (values.length == 5 ? ", ..." : "");
  }

  /**
   * The model takes the other treatments for covariates, which arms of one factor are not: where
   * one is 1 all others are 0, so that those of the other arms count as untreated.
   */
  public Requirements notArmsOfOneFactor(String model, int treatment) {
    Column d = data.treatments().get(treatment);
    List<Column> arms =
        data.treatments().stream().filter(other -> other == d || excludes(d, other)).toList();
    if (arms.size() > 1) {
      List<String> names = arms.stream().map(Column::name).toList();
      boolean cover =
          IntStream.range(0, d.size())
              .allMatch(row -> arms.stream().anyMatch(arm -> arm.get(row) == 1));
      problems.add(
          "data.treatment: "
              + String.join(", ", names)
              + " are never 1 together, like the arms of one factor, and "
              + model
              + " would count the rows of one as untreated by the other; make one column of all"
              + " arms with data.query and estimate its levels with apo, or each arm on its own"
              + " rows and those of the reference arm alone, for "
              + names.getFirst()
              + " with data.query: SELECT * FROM data WHERE "
              + (cover
                  ? names.getFirst() + " = 1 OR " + names.getLast() + " = 1"
                  : names.stream()
                      .skip(1)
                      .map(name -> name + " = 0")
                      .collect(Collectors.joining(" AND ")))
              + ", and name the other as neither treatment nor covariate");
    }
    return this;
  }

  private static boolean excludes(Column d, Column other) {
    return d.isBinary()
        && other.isBinary()
        && IntStream.range(0, d.size()).noneMatch(row -> d.get(row) == 1 && other.get(row) == 1);
  }

  /** The model estimates the effect of one treatment. */
  public Requirements oneTreatment(String model, String wayOut) {
    if (data.treatments().size() > 1) {
      problems.add(
          "data.treatment: "
              + model
              + " needs exactly one treatment, but there are "
              + data.treatments().size()
              + ": "
              + names(data.treatments())
              + "; "
              + wayOut);
    }
    return this;
  }

  private static String binaryQuery(String column, double one) {
    return "make 0 and 1 of them with a query, such as "
        + SuggestedQuery.indicator(column, Sentence.number(one));
  }

  /** The model has no place for instruments. */
  public Requirements noInstruments(String model) {
    if (!data.instruments().isEmpty()) {
      problems.add(
          "data.instruments: "
              + model
              + " uses no instruments, but there are: "
              + instrumentNames());
    }
    return this;
  }

  /** As many instruments are needed as there are treatments. */
  public Requirements asManyInstrumentsAsTreatments(String model) {
    int treatments = data.treatments().size();
    int count = data.instruments().size();
    if (treatments > 1 && count > 0 && count < treatments) {
      problems.add(
          "data.instruments: "
              + model
              + " estimates the effects of "
              + names(data.treatments())
              + " together and needs at least "
              + treatments
              + " instruments for them, but there "
              + (count == 1 ? "is one" : "are " + count)
              + ": "
              + instrumentNames());
    }
    return this;
  }

  /** The model needs from {@code minimum} to {@code maximum} instruments. */
  public Requirements instruments(String model, int minimum, int maximum) {
    int count = data.instruments().size();
    if (count < minimum || count > maximum) {
      problems.add(
          "data.instruments: "
              + model
              + " needs "
              + (maximum == minimum ? "exactly one instrument" : "at least one instrument")
              + ", but there are "
              + (count == 0 ? "none" : count + ": " + instrumentNames()));
    }
    return this;
  }

  /** The model has no place for weights of effects. */
  public Requirements noEstimandWeights(String model) {
    data.estimandWeights()
        .ifPresent(
            weights ->
                problems.add(
                    "data.estimand_weights: "
                        + model
                        + " takes no weights of effects, but there are: "
                        + weights.name()
                        + "; legal under irm and apo"));
    return this;
  }

  /** Weights of effects, if there are any, must not all be zero. */
  public Requirements someEstimandWeight() {
    data.estimandWeights()
        .filter(weights -> Arrays.stream(weights.toArray()).allMatch(weight -> weight == 0))
        .ifPresent(
            weights ->
                problems.add(
                    "data.estimand_weights: "
                        + weights.name()
                        + " must be more than 0 in some row, but is 0 in all "
                        + weights.size()));
    return this;
  }

  /** Weights of effects are multiplied by what a score makes of the treatment, if they are one. */
  public Requirements noExpectedEstimandWeights(String modelAndScore) {
    data.expectedEstimandWeights()
        .ifPresent(
            weights ->
                problems.add(
                    "data.expected_estimand_weights: "
                        + modelAndScore
                        + " weights effects by the treatment itself, so that their expectation"
                        + " given the covariates is not "
                        + weights.name()
                        + " alone; legal under irm with the score ate, and apo"));
    return this;
  }

  /** That weights of effects change nothing, if they are all the same. */
  public static List<String> constantEstimandWeights(CausalData data) {
    return data
        .estimandWeights()
        .filter(weights -> Arrays.stream(weights.toArray()).distinct().count() == 1)
        .map(
            weights ->
                "the estimand weights "
                    + weights.name()
                    + " are the same in all rows, so that they change nothing")
        .stream()
        .toList();
  }

  /** A sentence for each breach; empty if there is none. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private String instrumentNames() {
    return names(data.instruments());
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
