package dev.dml.estimation;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Preparation;
import dev.dml.data.text.Sentence;
import dev.dml.split.Partition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of the halves of the training rows of given partitions: for each repetition R and fold F a
 * column {@code half.repR.foldF}, which is 0 in the rows of the fold, and 1 or 2 in the others.
 *
 * @param path where it is
 */
record NestedFile(Path path) {

  private static final String KEY = "nested";

  /**
   * The halves by repetition and fold.
   *
   * @throws InvalidInput with every column that is missing, or is none of halves
   */
  List<List<Partition>> halves(List<Partition> partitions, Preparation preparation) {
    Map<String, Column> columns =
        new RowFile(KEY, path)
            .columns(preparation).stream()
                .collect(
                    Collectors.toMap(
                        Column::name, column -> column, (one, other) -> one, LinkedHashMap::new));
    List<String> problems = new ArrayList<>();
    List<List<Partition>> halves = new ArrayList<>();
    for (int repetition = 0; repetition < partitions.size(); repetition++) {
      List<Partition> ofFolds = new ArrayList<>();
      Partition partition = partitions.get(repetition);
      for (int fold = 0; fold < partition.folds(); fold++) {
        String name = "half.rep" + repetition + ".fold" + fold;
        Column column = columns.remove(name);
        if (column == null) {
          problems.add(KEY + ": " + path + " has no column " + name);
        } else {
          problem(column, partition, fold, preparation)
              .ifPresentOrElse(problems::add, () -> ofFolds.add(halves(column)));
        }
      }
      halves.add(ofFolds);
    }
    columns.keySet().stream()
        .map(name -> KEY + ": column " + name + " of " + path + " is no fold of the partitions")
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return halves;
  }

  private Optional<String> problem(
      Column column, Partition partition, int fold, Preparation preparation) {
    String begin = KEY + ": column " + column.name() + " of " + path + " must ";
    for (int row = 0; row < column.size(); row++) {
      double value = column.get(row);
      boolean isTest = partition.fold(row) == fold;
      if (isTest ? value != 0 : value != 1 && value != 2) {
        return Optional.of(
            begin
                + "be 0 in the rows of fold "
                + fold
                + ", and 1 or 2 in the others, but is "
                + (Double.isNaN(value) ? "missing" : Sentence.number(value))
                + " in row "
                + preparation.fileRow(row)
                + ", which is in fold "
                + partition.fold(row));
      }
    }
    return column.distinct().length == 3
        ? Optional.empty()
        : Optional.of(begin + "put some rows into half 1 and some into half 2, but all are in one");
  }

  private static Partition halves(Column column) {
    int[] numbers = new int[column.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = (int) column.get(row);
    }
    return Partition.of(numbers);
  }
}
