package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.spare.SharedLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * The cross products in the inner folds of every training set of a division, from those of the
 * cells of {@link NestedFolds}, which are summed once: those of an inner fold outside a part are
 * the sums over the cells of the other parts.
 *
 * <p>Nothing is computed before it is asked for. Once a second part is asked for, or if that was so
 * for another division, what all parts need is computed in one pass over the data.
 */
final class NestedProducts {

  static final int MOST_OUTCOMES = 8;

  /** Squares of outcomes on such a scale neither under- nor overflow. */
  private static final double SAFE = 1e-100;

  private final StandardizedFeatures features;
  private final NestedFolds folds;
  private final SharedLock lock = new SharedLock();
  private final List<NestedOutcome> outcomes = new CopyOnWriteArrayList<>();

  /** The sums of the features in each cell; null where nothing is summed yet. */
  private final double[][] columnSums;

  /** The products in each cell; null once those outside all parts have taken their place. */
  private CrossProducts[] inside;

  /** The products of the features with a label outside a part, by the number of their cell. */
  private CrossProducts[] outside;

  private int firstPart = -1;
  private volatile boolean many;

  /**
   * Products on nested folds.
   *
   * @param features the features, standardised over all rows
   * @param expected the outcomes that will probably be asked for
   * @param many whether more than one part will probably be asked for
   */
  NestedProducts(
      StandardizedFeatures features, NestedFolds folds, List<double[]> expected, boolean many) {
    int cells = folds.cells().parts();
    this.features = features;
    this.folds = folds;
    this.columnSums = new double[cells][];
    this.inside = new CrossProducts[cells];
    this.outside = new CrossProducts[cells];
    this.many = many;
    if (many) {
      expected.forEach(y -> outcomes.add(new NestedOutcome(y, folds)));
    }
  }

  /** Whether these are the products of a division with so many labels. */
  boolean isOf(Division division, int count) {
    return folds.count() == count && folds.division().equals(division);
  }

  /** The outcomes that were asked for. */
  List<double[]> outcomesAskedFor() {
    return outcomes.stream().filter(NestedOutcome::isAskedFor).map(NestedOutcome::values).toList();
  }

  /** Whether more than one part was asked for, or was to be expected. */
  boolean manyAskedFor() {
    return many;
  }

  /**
   * The inner folds of the rows outside a part, and their products.
   *
   * @param outcome y as it is standardised over these rows
   * @return empty if a fold has no rows, or a column hardly varies outside the part
   */
  Optional<NestedTraining> outside(int part, double[] y, StandardizedOutcome outcome) {
    if (!(outcome.scale() > SAFE && outcome.scale() < 1 / SAFE)) {
      return Optional.empty();
    }
    return folds
        .outside(part)
        .flatMap(
            inner -> {
              List<CrossProducts> products = lock.holding(() -> products(part, y, outcome));
              return columnsVary(products)
                  ? Optional.of(new NestedTraining(features, inner, products))
                  : Optional.empty();
            });
  }

  private boolean columnsVary(List<CrossProducts> products) {
    int rows = products.stream().mapToInt(CrossProducts::rows).sum();
    return IntStream.range(0, features.size())
        .allMatch(
            k -> {
              double mean = products.stream().mapToDouble(each -> each.sum(k)).sum() / rows;
              double square =
                  products.stream().mapToDouble(each -> each.product(k, k)).sum() / rows;
              // Over all rows the variance is 1, beside which a much smaller one is rounding.
              return square - mean * mean
                  > CrossFittedRegression.LEAST_VARIANCE * Math.max(1, square);
            });
  }

  private List<CrossProducts> products(int part, double[] y, StandardizedOutcome outcome) {
    if (firstPart < 0) {
      firstPart = part;
    }
    many |= part != firstPart;
    NestedOutcome nested = nested(y);
    multiply(part);
    addUp(part);
    List<CrossProducts> products = new ArrayList<>();
    for (int label = 0; label < folds.count(); label++) {
      CrossProducts ofFeatures = outside[folds.cell(part, label)];
      products.add(nested.join(ofFeatures, part, label, columnSums, outcome));
    }
    return products;
  }

  private NestedOutcome nested(double[] y) {
    for (NestedOutcome outcome : outcomes) {
      if (Arrays.equals(outcome.values(), y)) {
        outcome.askFor();
        return outcome;
      }
    }
    if (outcomes.size() == MOST_OUTCOMES) {
      outcomes.removeFirst();
    }
    NestedOutcome outcome = new NestedOutcome(y.clone(), folds);
    outcome.askFor();
    outcomes.add(outcome);
    return outcome;
  }

  /** Sums what is missing of the cells that are needed. */
  private void multiply(int leftOut) {
    boolean[] whole = new boolean[columnSums.length];
    boolean[] outcomesOnly = new boolean[columnSums.length];
    for (int cell = 0; cell < whole.length; cell++) {
      int here = cell;
      if (many || cell / folds.count() != leftOut) {
        whole[cell] = columnSums[cell] == null;
        outcomesOnly[cell] =
            !whole[cell] && outcomes.stream().anyMatch(outcome -> outcome.lacks(here));
      }
    }
    CrossProducts[] sums = sum(whole, 0, outcomes);
    for (int cell = 0; cell < whole.length; cell++) {
      if (whole[cell]) {
        inside[cell] = sums[cell];
        columnSums[cell] = new double[features.size()];
        int here = cell;
        Arrays.setAll(columnSums[cell], j -> sums[here].sum(j));
      }
    }
    List<NestedOutcome> lacking =
        outcomes.stream()
            .filter(
                outcome ->
                    IntStream.range(0, outcomesOnly.length)
                        .anyMatch(cell -> outcomesOnly[cell] && outcome.lacks(cell)))
            .toList();
    sum(outcomesOnly, features.size(), lacking);
  }

  /** Sums products in some cells, and gives the outcomes theirs. */
  private CrossProducts[] sum(boolean[] wanted, int first, List<NestedOutcome> whose) {
    if (first > 0 && whose.isEmpty()) {
      return new CrossProducts[wanted.length];
    }
    CrossProducts[] sums = new PartProducts(features, folds.cells(), whose).sum(wanted, first);
    for (int cell = 0; cell < wanted.length; cell++) {
      if (wanted[cell]) {
        for (int k = 0; k < whose.size(); k++) {
          whose.get(k).put(cell, sums[cell], features.size(), features.size() + k);
        }
      }
    }
    return sums;
  }

  /** Adds up the cells outside a part, or outside each part. */
  private void addUp(int part) {
    if (outside[folds.cell(part, 0)] != null && !(many && inside != null)) {
      return;
    }
    for (int label = 0; label < folds.count(); label++) {
      CrossProducts[] withLabel = new CrossProducts[folds.division().parts()];
      for (int other = 0; other < withLabel.length; other++) {
        withLabel[other] = inside[folds.cell(other, label)];
      }
      if (many) {
        CrossProducts.replaceByOthers(withLabel, features.size());
      } else {
        outside[folds.cell(part, label)] = CrossProducts.others(withLabel, part, features.size());
      }
    }
    if (many) {
      outside = inside;
      inside = null;
    }
  }
}
