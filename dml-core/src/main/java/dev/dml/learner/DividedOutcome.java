package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.Optional;

/**
 * An outcome on the cells of a block: its products with the features in each cell, centred there,
 * and its predictions in each part of each division. The values in a part are not used for the
 * predictions in it.
 */
final class DividedOutcome implements PartProducts.Outcome {

  private final double[] values;
  private final CommonCells cells;
  private final double[] means;
  private final double[][] products;

  /** The sums of the centred values: what rounding left of each mean. */
  private final double[] sums;

  private final Predicted[] predicted;
  private volatile boolean everywhere;
  private int askedIn = -1;

  /** An outcome by row number; not copied. */
  DividedOutcome(double[] values, CommonCells cells) {
    this.values = values;
    this.cells = cells;
    this.means = new double[cells.size()];
    this.products = new double[cells.size()][];
    this.sums = new double[cells.size()];
    this.predicted = new Predicted[cells.divisions().size()];
    for (int d = 0; d < predicted.length; d++) {
      predicted[d] = new Predicted(cells.divisions().get(d));
    }
    Division all = cells.cells();
    for (int row = 0; row < values.length; row++) {
      means[all.part(row)] += values[row];
    }
    for (int cell = 0; cell < means.length; cell++) {
      means[cell] /= Math.max(1, all.size(cell));
    }
  }

  double[] values() {
    return values;
  }

  /**
   * Whether it is an outcome of several repetitions. Others, such as what is left of an outcome
   * after the effect of one repetition, are wanted in one alone.
   */
  boolean isEverywhere() {
    return everywhere;
  }

  void expectEverywhere() {
    everywhere = true;
  }

  void askFor(int division) {
    everywhere |= askedIn >= 0 && askedIn != division;
    askedIn = division;
  }

  /** Copies successive values, each less the mean of its cell. */
  @Override
  public void copy(int from, int count, double[] into) {
    Division all = cells.cells();
    for (int i = 0; i < count; i++) {
      into[i] = values[from + i] - means[all.part(from + i)];
    }
  }

  /** Whether its products are missing. */
  boolean lacksProducts() {
    return products[0] == null;
  }

  /**
   * Keeps the products in a cell.
   *
   * @param features the number of features, the first columns of the products
   * @param column which column this outcome is
   */
  void put(int cell, CrossProducts sums, int features, int column) {
    double[] kept = new double[features];
    for (int j = 0; j < features; j++) {
      kept[j] = sums.product(column, j);
    }
    products[cell] = kept;
    this.sums[cell] = sums.sum(column);
  }

  /** The mean outside a part. */
  double meanWithout(int division, int part) {
    double near = Double.NaN;
    double sum = 0;
    for (int cell = 0; cell < means.length; cell++) {
      int rows = cells.cells().size(cell);
      if (cells.part(division, cell) != part && rows > 0) {
        near = Double.isNaN(near) ? means[cell] : near;
        sum += (means[cell] - near) * rows + sums[cell];
      }
    }
    Division parts = cells.divisions().get(division);
    return near + sum / (parts.rows() - parts.size(part));
  }

  /** Adds the products of a cell's features with the outcome, centred to a mean. */
  void addProducts(int cell, CrossProducts features, double mean, double[] sum) {
    double shift = means[cell] - mean;
    for (int j = 0; j < sum.length; j++) {
      sum[j] += products[cell][j] + shift * features.sum(j);
    }
  }

  /** What has become of a part. */
  State state(int division, int part) {
    return predicted[division].states[part];
  }

  /**
   * Notes that predictions in a part can be had.
   *
   * @return the predictions of the division by row number, to be filled in
   */
  double[] predictions(int division, int part) {
    predicted[division].states[part] = State.READY;
    return predicted[division].values();
  }

  /** Forgets which predictions of a division were taken: someone asks again. */
  void reopen(int division) {
    State[] states = predicted[division].states;
    Arrays.setAll(states, part -> states[part] == State.TAKEN ? State.OPEN : states[part]);
  }

  /** Whether predictions wait to be taken. */
  boolean isAwaited() {
    return Arrays.stream(predicted)
        .flatMap(each -> Arrays.stream(each.states))
        .anyMatch(State.READY::equals);
  }

  /** Notes that the normal equations outside a part are not good. */
  void refuse(int division, int part) {
    predicted[division].states[part] = State.REFUSED;
  }

  /**
   * Takes the predictions in a part, which are forgotten; empty if the normal equations outside it
   * were not good.
   */
  Optional<double[]> take(int division, int part, Rows test) {
    return predicted[division].take(part, test);
  }

  /** What may have become of a part. */
  enum State {
    /** Nothing yet. */
    OPEN,
    /** It is predicted. */
    READY,
    /** Its predictions were taken. */
    TAKEN,
    /** The normal equations outside it are not good. */
    REFUSED
  }

  /** The predictions in the parts of one division. */
  private static final class Predicted {

    private final State[] states;
    private final int rows;
    private double[] values;

    Predicted(Division division) {
      this.states = new State[division.parts()];
      this.rows = division.rows();
      Arrays.fill(states, State.OPEN);
    }

    double[] values() {
      if (values == null) {
        values = new double[rows];
      }
      return values;
    }

    Optional<double[]> take(int part, Rows test) {
      if (states[part] == State.REFUSED) {
        return Optional.empty();
      }
      double[] result = new double[test.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = values[test.get(i)];
      }
      states[part] = State.TAKEN;
      if (Arrays.stream(states).noneMatch(State.READY::equals)) {
        values = null;
      }
      return Optional.of(result);
    }
  }
}
