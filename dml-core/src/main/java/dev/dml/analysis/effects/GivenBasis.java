package dev.dml.analysis.effects;

import dev.dml.analysis.Modifiers;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions that are columns of the data; no intercept is added to them.
 *
 * @param columns their names, at least one; texts become indicators of their levels
 * @param at the values of all columns at the places where effects are predicted; may be empty
 */
public record GivenBasis(List<String> columns, List<List<Double>> at) implements CurveBasis {

  private static final String KEY = "effects.curve.basis";

  /** Copies. */
  public GivenBasis {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a basis needs at least one column");
    }
    columns = List.copyOf(columns);
    at = at.stream().map(List::copyOf).toList();
  }

  @Override
  public List<String> problems(CausalData data) {
    List<String> problems = new ArrayList<>(new Modifiers(data).unknown(KEY, columns));
    if (!problems.isEmpty()) {
      return problems;
    }
    EvaluatedBasis basis = on(data);
    OrthogonalBasis.of(basis.functions())
        .dependent()
        .ifPresent(
            j ->
                problems.add(
                    KEY
                        + ": "
                        + basis.names().get(j)
                        + (j == 0
                            ? " is 0 in every row"
                            : " is a combination of the columns before it, "
                                + String.join(", ", basis.names().subList(0, j)))
                        + "; leave it out"));
    for (int p = 0; p < at.size(); p++) {
      if (at.get(p).size() != basis.names().size()) {
        problems.add(
            "effects.curve.at: place "
                + (p + 1)
                + " must have a number for each of the "
                + basis.names().size()
                + " columns, "
                + String.join(", ", basis.names())
                + ", but has "
                + at.get(p).size());
      }
    }
    return problems;
  }

  @Override
  @SuppressWarnings("exports") // For packages of this module alone.
  public EvaluatedBasis on(CausalData data) {
    List<Column> all = new Modifiers(data).of(columns);
    return new EvaluatedBasis(
        all.stream().map(Column::name).toList(),
        all.stream().map(Column::toArray).toArray(double[][]::new),
        at,
        at.stream()
            .map(place -> place.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new));
  }
}
