package dev.dml.learner.penalized;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One labelling of all rows of a division, from which every training set outside a part takes its
 * inner folds: fold j are the rows with label j outside the part.
 *
 * <p>So all nuisances and folds of a repetition have the same cells, the rows of one part with one
 * label. The labelling follows from the division alone. Labels are dealt to the shuffled rows of
 * one part after the other, without beginning anew: the numbers of rows with any two labels differ
 * by one at most in a part and over all, and therefore by two outside a part.
 */
final class NestedFolds {

  private final Division division;
  private final int count;
  private final Division cells;

  private NestedFolds(Division division, int count, Division cells) {
    this.division = division;
    this.count = count;
    this.cells = cells;
  }

  /** The labelling of a division with {@code count} labels. */
  static NestedFolds draw(Division division, int count) {
    RandomGenerator random = new Seed(division.hashCode()).with("inner folds").generator();
    int[] cells = new int[division.rows()];
    int dealt = 0;
    for (int part = 0; part < division.parts(); part++) {
      for (int row : InnerFolds.shuffled(division.in(part), random)) {
        cells[row] = part * count + dealt++ % count;
      }
    }
    return new NestedFolds(division, count, new Division(division.parts() * count, cells));
  }

  /** The division. */
  Division division() {
    return division;
  }

  /** The number of labels. */
  int count() {
    return count;
  }

  /** The cells, as a division of all rows. */
  Division cells() {
    return cells;
  }

  /** The number of the cell of a part and a label. */
  int cell(int part, int label) {
    return part * count + label;
  }

  /** The inner folds of the rows outside a part; empty if one of them would have no rows. */
  Optional<InnerFolds> outside(int part) {
    int[] sizes = new int[count];
    for (int other = 0; other < division.parts(); other++) {
      for (int label = 0; other != part && label < count; label++) {
        sizes[label] += cells.size(cell(other, label));
      }
    }
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      return Optional.empty();
    }
    Rows[] folds = new Rows[count];
    Rows train = division.without(part);
    for (int fold = 0; fold < count; fold++) {
      int label = fold;
      folds[fold] = train.filter(row -> cells.part(row) % count == label);
    }
    return Optional.of(InnerFolds.of(train, folds));
  }
}
