package dev.dml.analysis;

import dev.dml.data.Column;
import dev.dml.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The out-of-fold predictions of all repetitions, in columns {@code NUISANCE.repREP.treatT}: n
 * doubles for each nuisance, repetition and treatment, for those who ask for them.
 */
public final class KeptPredictions implements Analysis<List<Column>> {

  private final SortedMap<Integer, List<Column>> repetitions = new TreeMap<>();

  @Override
  public void accept(ScoredRepetition repetition) {
    List<Column> columns = new ArrayList<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      for (Column column : group.predictions().columns()) {
        columns.add(
            column.named(TaskId.column(column.name(), repetition.number(), group.treatment())));
      }
    }
    repetitions.put(repetition.number(), columns);
  }

  @Override
  public List<Column> result() {
    return repetitions.values().stream().flatMap(List::stream).toList();
  }
}
