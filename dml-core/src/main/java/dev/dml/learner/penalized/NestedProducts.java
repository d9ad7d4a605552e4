package dev.dml.learner.penalized;

import dev.dml.learner.Fit;
import dev.dml.learner.leastsquares.CrossFittedRegression;
import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.PartProducts;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.matrix.WholeFeatures;
import dev.dml.split.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The cross products in the inner folds of training sets of a repetition, from those of the cells
 * of {@link NestedFolds}, which are summed once: those of an inner fold outside a part are the sums
 * over the cells of the other parts.
 */
final class NestedProducts {

  /** The most numbers in the products of all cells: 64 MiB. */
  private static final long MOST_NUMBERS = 1 << 23;

  /** So many outcomes have their products summed in one pass, because each widens every cell. */
  private static final int OUTCOMES_AT_ONCE = 8;

  /** Squares of outcomes on such a scale neither under- nor overflow. */
  private static final double SAFE = 1e-100;

  private final StandardizedFeatures features;
  private final NestedFolds folds;
  private final RowWeights weights;
  private final List<NestedOutcome> outcomes;

  /** The sums of the features in each cell; null where nothing was summed. */
  private final double[][] columnSums;

  /** The products of the features with a label outside a part, by the number of their cell. */
  private final CrossProducts[] outside;

  /** Sums the products for some fits outside folds of one repetition. */
  private NestedProducts(StandardizedFeatures features, NestedFolds folds, List<Fit> fits) {
    int cells = folds.cells().parts();
    this.features = features;
    this.folds = folds;
    this.weights = new RowWeights(fits.getFirst().weights());
    this.outcomes =
        fits.stream().map(Fit::y).distinct().map(y -> new NestedOutcome(y, folds)).toList();
    this.columnSums = new double[cells][];
    this.outside = new CrossProducts[cells];
    int[] leftOut =
        fits.stream().mapToInt(fit -> fit.fold().orElseThrow().number()).distinct().toArray();
    multiply(leftOut);
    for (int label = 0; label < folds.count(); label++) {
      addUp(leftOut, label);
    }
  }

  /**
   * The products for each repetition of some fits on the same features; those that are not outside
   * a fold, or whose products would take too much memory, have none.
   *
   * @param count the number of inner folds
   */
  static List<NestedProducts> of(List<Fit> fits, int count) {
    List<NestedProducts> products = new ArrayList<>();
    List<Fit> left = new ArrayList<>(fits.stream().filter(fit -> isSmall(fit, count)).toList());
    while (!left.isEmpty()) {
      StandardizedFeatures features = WholeFeatures.standardized(left.getFirst().x());
      if (features.size() == 0) {
        return List.of();
      }
      Fold first = left.getFirst().fold().orElseThrow();
      List<Fit> some = left.stream().filter(fit -> isOf(fit, first)).toList();
      NestedFolds nested = NestedFolds.draw(first.partition().division(), count);
      products.add(new NestedProducts(features, nested, some));
      left.removeAll(some);
    }
    return products;
  }

  private static boolean isSmall(Fit fit, long count) {
    long columns = fit.x().size();
    return columns > 0
        && fit.fold().isPresent()
        && columns * columns / 2 <= MOST_NUMBERS / (fit.fold().get().partition().folds() * count);
  }

  // Fits of a repetition hold the same partition.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(Fit fit, Fold fold) {
    return fit.fold().orElseThrow().partition() == fold.partition();
  }

  /** Sums the products in the cells outside any of some parts. */
  private void multiply(int[] leftOut) {
    boolean[] wanted = new boolean[columnSums.length];
    for (int cell = 0; cell < wanted.length; cell++) {
      int part = cell / folds.count();
      wanted[cell] = Arrays.stream(leftOut).anyMatch(other -> other != part);
    }
    for (int from = 0; from < outcomes.size(); from += OUTCOMES_AT_ONCE) {
      List<NestedOutcome> some =
          outcomes.subList(from, Math.min(outcomes.size(), from + OUTCOMES_AT_ONCE));
      CrossProducts[] sums =
          new PartProducts(features, folds.cells(), some, weights)
              .sum(wanted, from == 0 ? 0 : features.size());
      for (int cell = 0; cell < wanted.length; cell++) {
        if (wanted[cell]) {
          keep(cell, sums[cell], some, from == 0);
        }
      }
    }
  }

  private void keep(int cell, CrossProducts sums, List<NestedOutcome> some, boolean first) {
    for (int k = 0; k < some.size(); k++) {
      some.get(k).put(cell, sums, features.size(), features.size() + k);
    }
    if (first) {
      outside[cell] = sums;
      columnSums[cell] = new double[features.size()];
      Arrays.setAll(columnSums[cell], sums::sum);
    }
  }

  /** Puts the sums over the cells outside a part in the place of those in it. */
  private void addUp(int[] leftOut, int label) {
    CrossProducts[] withLabel = new CrossProducts[folds.division().parts()];
    Arrays.setAll(withLabel, part -> outside[folds.cell(part, label)]);
    if (leftOut.length == 1) {
      outside[folds.cell(leftOut[0], label)] =
          CrossProducts.others(withLabel, leftOut[0], features.size());
    } else {
      CrossProducts.replaceByOthers(withLabel, features.size());
    }
  }

  /**
   * What a fit needs, if these are the products for it.
   *
   * @param outcome its outcome, standardised over its training rows
   * @return empty if a fold has no rows, or a column hardly varies outside the part
   */
  Optional<NestedTraining> training(Fit fit, StandardizedOutcome outcome) {
    if (!(outcome.scale() > SAFE && outcome.scale() < 1 / SAFE)) {
      return Optional.empty();
    }
    int part = fit.fold().orElseThrow().number();
    return folds
        .outside(part)
        .map(inner -> new NestedTraining(features, inner, products(part, fit.y(), outcome)))
        .filter(training -> columnsVary(training.products()));
  }

  /**
   * Whether these are the products for a fit, which holds the partition that they were made for.
   */
  @SuppressWarnings("ReferenceEquality")
  boolean serve(Fit fit) {
    return fit.fold().isPresent() && fit.fold().get().partition().division() == folds.division();
  }

  private List<CrossProducts> products(int part, double[] y, StandardizedOutcome outcome) {
    NestedOutcome nested = outcomes.stream().filter(one -> one.isOf(y)).findFirst().orElseThrow();
    return IntStream.range(0, folds.count())
        .mapToObj(
            label ->
                nested.join(outside[folds.cell(part, label)], part, label, columnSums, outcome))
        .toList();
  }

  private boolean columnsVary(List<CrossProducts> products) {
    double rows = products.stream().mapToDouble(CrossProducts::rows).sum();
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
}
