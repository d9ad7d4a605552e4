package dev.dml.learner.ensemble;

import dev.dml.learner.GrowingLearner;
import dev.dml.learner.Learner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How those of several settings are found that predict best across inner folds. */
public sealed interface TuningSearch {

  /**
   * The loss of each of some learners across inner folds; not a number for those that were not
   * tried to the end.
   */
  double[] losses(InnerCrossFit inner, List<Learner> trials);

  /** The name from which, and that of a fit, the seeds of inner fits are derived. */
  String SEED = "tuning";

  /** Every one is tried. */
  record Everything() implements TuningSearch {

    @Override
    public double[] losses(InnerCrossFit inner, List<Learner> trials) {
      return trials.stream().mapToDouble(trial -> inner.loss(inner.predict(trial, SEED))).toArray();
    }
  }

  /**
   * One after another is tried, until so much time has passed: the first in any case. What is
   * chosen then depends on the machine.
   *
   * @param limit how long; none is begun later
   */
  record Timed(Duration limit) implements TuningSearch {

    /** Checks. */
    public Timed {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("the time must be above 0, but was " + limit);
      }
    }

    @Override
    public double[] losses(InnerCrossFit inner, List<Learner> trials) {
      double[] losses = new double[trials.size()];
      Arrays.fill(losses, Double.NaN);
      long start = System.nanoTime();
      for (int i = 0; i < losses.length; i++) {
        if (i > 0 && System.nanoTime() - start >= limit.toNanos()) {
          break;
        }
        losses[i] = inner.loss(inner.predict(trials.get(i), SEED));
      }
      return losses;
    }
  }

  /**
   * As much is tried as so many US dollars pay for. What a second costs is known to those who run
   * the fits: they make a {@link Timed} of it first.
   *
   * @param usd the dollars for each fit
   */
  record Paid(double usd) implements TuningSearch {

    /** Checks. */
    public Paid {
      if (!(usd > 0)) {
        throw new IllegalArgumentException("the dollars must be above 0, but were " + usd);
      }
    }

    @Override
    public double[] losses(InnerCrossFit inner, List<Learner> trials) {
      throw new IllegalStateException("nobody has said how many seconds " + usd + " USD are");
    }
  }

  /**
   * Successive halving, by thirds: all are given a part of their steps, and the best third three
   * times as many, and so on, until at most three are left, which have all. Fits go on from where
   * they stopped. Source: Jamieson and Talwalkar, Non-stochastic best arm identification and
   * hyperparameter optimization, AISTATS 2016.
   */
  record Halving() implements TuningSearch {

    private static final int FACTOR = 3;

    /**
     * Some trials that come to a number of steps.
     *
     * @param trials how many there are
     * @param steps the steps that each has then
     */
    public record Rung(int trials, int steps) {}

    /** What so many trials do, of which a whole fit has so many steps. */
    public static List<Rung> rungs(int trials, int steps) {
      List<Integer> left = new ArrayList<>(List.of(trials));
      while (left.getLast() > FACTOR) {
        left.add(Math.ceilDiv(left.getLast(), FACTOR));
      }
      List<Rung> rungs = new ArrayList<>();
      int part = 1;
      for (int count : left.reversed()) {
        rungs.addFirst(new Rung(count, Math.ceilDiv(steps, part)));
        part *= FACTOR;
      }
      return rungs;
    }

    /** To how many whole fits, in each inner fold, that amounts. */
    public static double fits(int trials, int steps) {
      double all = 0;
      int before = 0;
      for (Rung rung : rungs(trials, steps)) {
        all += rung.trials * (double) (rung.steps - before);
        before = rung.steps;
      }
      return all / steps;
    }

    @Override
    public double[] losses(InnerCrossFit inner, List<Learner> trials) {
      int steps = ((GrowingLearner) trials.getFirst()).steps();
      GrowingLearner.Growth[] growths =
          trials.stream()
              .map(trial -> inner.grow((GrowingLearner) trial, SEED))
              .toArray(GrowingLearner.Growth[]::new);
      int[] left = IntStream.range(0, growths.length).toArray();
      double[] losses = new double[growths.length];
      for (Rung rung : rungs(growths.length, steps)) {
        left = best(left, losses, rung.trials);
        GrowingLearner.Growth[] before = growths;
        growths = new GrowingLearner.Growth[before.length];
        Arrays.fill(losses, Double.NaN);
        for (int trial : left) {
          growths[trial] = before[trial];
          losses[trial] = inner.loss(growths[trial].until(rung.steps));
        }
      }
      return losses;
    }

    /** The first of equals; in their order. */
    private static int[] best(int[] left, double[] losses, int count) {
      return Arrays.stream(left)
          .boxed()
          .sorted(Comparator.comparingDouble(trial -> losses[trial]))
          .limit(count)
          .mapToInt(trial -> trial)
          .sorted()
          .toArray();
    }
  }
}
