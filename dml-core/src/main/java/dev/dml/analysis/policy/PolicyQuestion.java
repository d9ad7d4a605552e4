package dev.dml.analysis.policy;

import dev.dml.analysis.Modifiers;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.CausalModel;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which trees of decisions are asked for.
 *
 * @param features the names of the columns by which it may be decided; texts become indicators of
 *     their levels
 * @param depth how many questions lead to a decision at most, 1 to {@value #DEEPEST}
 * @param search how the tree is found
 * @param minLeaf the least number of rows with the same answers, at least 1
 * @param cuts how many cut points of each feature are tried, at quantiles where there are more; at
 *     least 1
 * @param prune greedy search takes branches back that lower the impurity by no more than this for
 *     each leaf; at least 0
 * @param cost what an action costs where it is taken, in units of the outcome; taken off the effect
 */
public record PolicyQuestion(
    List<String> features,
    int depth,
    Search search,
    int minLeaf,
    int cuts,
    double prune,
    double cost) {

  /** The deepest tree. */
  public static final int DEEPEST = 3;

  private static final String KEY = "effects.policy_tree";

  /** With more, ten repetitions of five folds take longer than about a quarter of an hour. */
  private static final double MOST_STEPS = 2e7;

  /** How trees are found. */
  public enum Search {
    /** The best of all trees. */
    EXACT,
    /** The best first question, then the best that follow it; see {@link GreedySearch}. */
    GREEDY
  }

  /** Checks the ranges, and copies. */
  public PolicyQuestion {
    Objects.requireNonNull(search);
    features = List.copyOf(features);
    if (features.isEmpty() || depth < 1 || depth > DEEPEST || minLeaf < 1 || cuts < 1) {
      throw new IllegalArgumentException(
          "a tree needs a feature, a depth from 1 to " + DEEPEST + ", and leaves and cuts of 1");
    }
    if (!(prune >= 0) || !Double.isFinite(cost)) {
      throw new IllegalArgumentException(
          "prune must be at least 0 and the cost finite, but were " + prune + " and " + cost);
    }
  }

  /** The best tree of depth 2 with at least 8 rows in each leaf. */
  public static PolicyQuestion by(String... features) {
    return new PolicyQuestion(List.of(features), 2, Search.EXACT, 8, Integer.MAX_VALUE, 0.01, 0);
  }

  /** What is wrong with data and model for it, one sentence each; empty if nothing is. */
  public List<String> problems(CausalData data, CausalModel model) {
    List<String> problems =
        new ArrayList<>(new Modifiers(data).unknown(KEY + ".features", features));
    int actions = 2;
    for (List<Parameter> group : model.parameters(data)) {
      if (group.getFirst().level().isPresent()) {
        actions = group.size();
        levels(group, problems);
      }
    }
    if (problems.isEmpty()) {
      tooLarge(data, actions, problems);
    }
    return problems;
  }

  private void levels(List<Parameter> group, List<String> problems) {
    if (group.size() < 2) {
      problems.add(
          KEY + ": there is nothing to decide about one level; name at least two in levels");
    }
    if (search == Search.GREEDY && group.size() > 2) {
      problems.add(
          KEY
              + ".search: greedy decides between two levels, but there are "
              + group.size()
              + "; exact decides between any number");
    }
    if (cost != 0) {
      problems.add(KEY + ".cost: has no effect on levels; take it off the outcome");
    }
  }

  private void tooLarge(CausalData data, int actions, List<String> problems) {
    List<Column> columns = new Modifiers(data).of(features);
    double cutPoints =
        columns.stream()
            .mapToDouble(column -> Math.min(cuts, RankedFeature.distinct(column)))
            .sum();
    double steps =
        cutPoints * columns.size() * columns.size() * data.rows() * actions * (actions - 1) / 2;
    if (search == Search.EXACT && depth == DEEPEST && steps > MOST_STEPS) {
      problems.add(
          KEY
              + ": the best tree of depth 3 by "
              + columns.size()
              + " columns with "
              + (long) cutPoints
              + " values in all takes too long to find; set cuts to "
              + (int) Math.max(1, MOST_STEPS / steps * cutPoints / columns.size())
              + ", depth to 2 or search to greedy");
    }
  }
}
