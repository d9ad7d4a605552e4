package dev.dml.example;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The row that moves each estimate most, in every repetition: how far the estimate rests on one
 * observation.
 *
 * <p>An estimate is &theta; plus the mean of the influence values, so a row moves it by its value
 * over n.
 */
public final class LargestInfluence
    implements Analysis<Map<Parameter, List<LargestInfluence.MovingRow>>> {

  private final SortedMap<Integer, Map<Parameter, MovingRow>> repetitions = new TreeMap<>();

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, MovingRow> rows = new LinkedHashMap<>();
    repetition
        .solutions()
        .forEach((parameter, solution) -> rows.put(parameter, MovingRow.of(solution.influence())));
    repetitions.put(repetition.number(), rows);
  }

  @Override
  public Map<Parameter, List<MovingRow>> result() {
    Map<Parameter, List<MovingRow>> byParameter = new LinkedHashMap<>();
    for (Map<Parameter, MovingRow> rows : repetitions.values()) {
      rows.forEach(
          (parameter, row) ->
              byParameter.computeIfAbsent(parameter, any -> new ArrayList<>()).add(row));
    }
    return byParameter;
  }

  /**
   * A row and what it does to an estimate.
   *
   * @param row its 0-based number
   * @param change of the estimate
   */
  public record MovingRow(int row, double change) {

    private static MovingRow of(double[] influence) {
      int largest = 0;
      for (int row = 1; row < influence.length; row++) {
        if (Math.abs(influence[row]) > Math.abs(influence[largest])) {
          largest = row;
        }
      }
      return new MovingRow(largest, influence[largest] / influence.length);
    }
  }
}
