package dev.dml.learner.tree.boosting;

import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Draws;
import dev.dml.learner.tree.bins.Packing;
import dev.dml.parallel.Crew;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Boosts regression trees by gradient descent (Friedman, <i>Greedy function approximation</i>,
 * Annals of Statistics 2001): each tree is grown on the residuals by least squares, and its leaves
 * take a Newton step on the loss, {@code sum of residuals / (sum of curvatures + l2)}.
 */
public final class Boosting {

  private static final double VALIDATION_SHARE = 0.1;

  private final BinnedFeatures x;
  private final double[] y;
  private final Rows test;
  private final Optional<double[]> weights;
  private final Rows validation;
  private final BoostingPlan plan;
  private final Seed seed;
  private final Draws draws = new Draws();
  private final BoostingSample sample;
  private final int fitRows;
  private final BoostedTree tree;
  private final double[] margins;
  private final Residuals residuals;

  /**
   * Before the first round.
   *
   * @param y the target by row, in the place of that of the fit; read in the training rows only
   * @param asked what is asked; early stopping does not divide its clusters
   */
  Boosting(BinnedFeatures x, double[] y, Fit asked, BoostingPlan askedPlan, Crew crew) {
    this.x = x;
    this.y = y;
    test = asked.test();
    weights = asked.weights();
    seed = new Seed(asked.seed());
    validation = askedPlan.patience() > 0 ? validation(asked.train(), asked.clusters()) : Rows.of();
    Rows fit = without(asked.train(), validation);
    fitRows = fit.size();
    sample = new BoostingSample(x, y, weights, fit, validation, test);
    plan = askedPlan.withRowsForCurvature().withUnitsOfWeight(sample.unitsOfWeight());
    sample.takeAll();
    sample.restart();
    Curvatures curvatures =
        new Curvatures(plan.minLeafCurvature(), x.units(), sample.grown().length);
    tree =
        new BoostedTree(x, plan, curvatures, sample.grown().length, sample.others().length, crew);
    margins = new double[x.units()];
    residuals = new Residuals(plan, sample, margins, curvatures, crew);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < fitRows; i++) {
      double weight = weight(fit.get(i));
      sum += weight * y[fit.get(i)];
      total += weight;
    }
    Arrays.fill(margins, plan.loss().margin(sum / total));
  }

  private double weight(int row) {
    return weights.isEmpty() ? 1 : weights.get()[row];
  }

  private Rows validation(Rows train, Optional<double[]> clusters) {
    int size = Math.min(train.size() - 1, (int) Math.ceil(VALIDATION_SHARE * train.size()));
    if (clusters.isPresent()) {
      return wholeClusters(train, clusters.get(), size);
    }
    draws.restart(seed.with("validation").value());
    int[] missing = {size};
    int[] left = {train.size()};
    return train.filter(
        row -> {
          boolean taken = draws.below(left[0]--) < missing[0];
          missing[0] -= taken ? 1 : 0;
          return taken;
        });
  }

  /** Clusters in random order until they have so many rows; but never all of them. */
  private Rows wholeClusters(Rows train, double[] clusters, int size) {
    Map<Double, Integer> rowsOf = new TreeMap<>();
    for (int i = 0; i < train.size(); i++) {
      rowsOf.merge(clusters[train.get(i)], 1, Integer::sum);
    }
    List<Double> order = new ArrayList<>(rowsOf.keySet());
    Collections.shuffle(order, Random.from(seed.with("validation").generator()));
    Set<Double> taken = new HashSet<>();
    int rows = 0;
    while (rows < size && taken.size() < order.size() - 1) {
      Double next = order.get(taken.size());
      taken.add(next);
      rows += Objects.requireNonNull(rowsOf.get(next));
    }
    return train.filter(row -> taken.contains(clusters[row]));
  }

  private static Rows without(Rows all, Rows some) {
    int[] next = {0};
    return all.filter(
        row -> {
          boolean taken = next[0] < some.size() && some.get(next[0]) == row;
          next[0] += taken ? 1 : 0;
          return !taken;
        });
  }

  /**
   * How far boosting has come.
   *
   * @param round the last round
   * @param margins the sum of what its trees predict, by unit
   * @param bestRound the round of the smallest loss on the rows held out
   * @param bestLoss that loss
   * @param best what was predicted then
   * @param stopped whether no further round is made
   */
  // The arrays are not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Progress(
      int round,
      double[] margins,
      int bestRound,
      double bestLoss,
      double[] best,
      boolean stopped) {}

  /** Where it begins. */
  Progress start() {
    return new Progress(0, margins.clone(), 0, validationLoss(), responses(), false);
  }

  /** Goes on to a round, unless it stops before. */
  Progress until(int rounds, Progress from) {
    System.arraycopy(from.margins, 0, margins, 0, margins.length);
    double bestLoss = from.bestLoss;
    int bestRound = from.bestRound;
    double[] best = from.best;
    boolean stopped = from.stopped;
    int round = from.round;
    while (!stopped && round < rounds) {
      boost(seed.with(++round));
      if (validation.size() > 0) {
        double loss = validationLoss();
        if (loss < bestLoss) {
          bestLoss = loss;
          bestRound = round;
          best = responses();
        } else {
          stopped = round - bestRound >= plan.patience();
        }
      }
    }
    double[] reached = validation.size() > 0 ? best : responses();
    return new Progress(round, margins.clone(), bestRound, bestLoss, reached, stopped);
  }

  private double validationLoss() {
    double sum = 0;
    for (int i = 0; i < validation.size(); i++) {
      int row = validation.get(i);
      sum += weight(row) * plan.loss().of(y[row], plan.loss().response(margins[x.unit(row)]));
    }
    return sum;
  }

  private double[] responses() {
    double[] responses = new double[test.size()];
    for (int i = 0; i < responses.length; i++) {
      responses[i] = plan.loss().response(margins[x.unit(test.get(i))]);
    }
    return responses;
  }

  private void boost(Seed roundSeed) {
    draws.restart(roundSeed.value());
    if (plan.rowSample() < 1) {
      sample.take((int) Math.max(1, Math.round(plan.rowSample() * fitRows)), draws);
    }
    sample.restart();
    Packing packing = residuals.take();
    // The search takes the curvature to be the same in every row; the leaves' steps do not.
    double penalty =
        plan.l2()
            * sample.unitsOfWeight()
            / Math.max(Residuals.LEAST_CURVATURE, residuals.meanCurvature());
    BestCut cuts = new BestCut(packing, draws, penalty);
    long total = residuals.total();
    residuals.step(tree.grow(sample, residuals.values(), total, columns(), packing, cuts));
  }

  private int[] columns() {
    int size = x.columns();
    int wanted = Math.clamp(Math.round(plan.columnSample() * size), Math.min(1, size), size);
    int[] columns = new int[wanted];
    int missing = wanted;
    for (int column = 0; missing > 0; column++) {
      int left = size - column;
      if (missing == left || draws.below(left) < missing) {
        columns[wanted - missing--] = column;
      }
    }
    return columns;
  }
}
