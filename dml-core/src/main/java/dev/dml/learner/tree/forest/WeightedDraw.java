package dev.dml.learner.tree.forest;

import dev.dml.learner.tree.bins.Draws;

/**
 * Draws positions with chances in proportion to weights, each in the same time: Vose's form of the
 * alias method (<i>A linear algorithm for generating random numbers with a given distribution</i>,
 * IEEE Transactions on Software Engineering 17, 1991).
 */
final class WeightedDraw {

  private final double[] relative;

  /** The chance that a position, if it is met, is drawn itself and not its alias. */
  private final double[] own;

  private final int[] alias;

  /** Positions with these weights, each above 0. */
  WeightedDraw(double[] weights) {
    int size = weights.length;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    relative = new double[size];
    own = new double[size];
    alias = new int[size];
    int[] waiting = new int[size];
    int small = 0;
    int large = size;
    for (int i = 0; i < size; i++) {
      relative[i] = weights[i] / sum * size;
      own[i] = relative[i];
      alias[i] = i;
      waiting[own[i] < 1 ? small++ : --large] = i;
    }
    while (small > 0 && large < size) {
      int less = waiting[--small];
      int more = waiting[large];
      alias[less] = more;
      own[more] -= 1 - own[less];
      if (own[more] < 1) {
        large++;
        waiting[small++] = more;
      }
    }
    // What is left would be 1 but for rounding.
    while (small > 0) {
      own[waiting[--small]] = 1;
    }
  }

  /** The next position. */
  int next(Draws draws) {
    int position = draws.below(own.length);
    return draws.share() < own[position] ? position : alias[position];
  }

  /** The weight of a position divided by the mean weight. */
  double relative(int position) {
    return relative[position];
  }

  /** More copies of a position than this hardly ever come in so many draws. */
  int mostCopies(int count) {
    double largest = 0;
    for (double weight : relative) {
      largest = Math.max(largest, weight);
    }
    double expected = count * largest / relative.length;
    return (int) Math.ceil(expected + 8 * Math.sqrt(expected) + 16);
  }
}
