package dev.dml.analysis.policy;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.Modifiers;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Learns whom to treat: the tree of decisions with the largest sum of what each row is worth by the
 * orthogonal signal of its effect.
 *
 * <p>The tree of a repetition is learnt from all rows. What such trees are worth is not read off
 * them, since they were chosen for looking good on these rows: the rows of each fold are decided by
 * a tree that was learnt without them, and by {@link Decision} their average worth has the standard
 * error of any average of signals. Folds are those of the nuisances, so clusters stay together.
 * Sources: Athey and Wager, <i>Policy learning with observational data</i>, Econometrica 89 (2021);
 * Zhou, Athey and Wager, <i>Offline multi-action policy learning</i>, Operations Research 71
 * (2023).
 */
public final class PolicyLearning implements Analysis<List<PolicyTree>> {

  private final CausalData data;
  private final PolicyQuestion question;
  private final List<RankedFeature> features;
  private final Aggregation aggregation;
  private final double level;
  private final SortedMap<Integer, List<Learnt>> repetitions = new TreeMap<>();

  /**
   * An analysis.
   *
   * @param level the level of the confidence intervals
   */
  public PolicyLearning(
      CausalData data, PolicyQuestion question, Aggregation aggregation, double level) {
    this.data = data;
    this.question = question;
    this.features =
        new Modifiers(data)
            .of(question.features()).stream()
                .map(column -> RankedFeature.of(column, question.cuts()))
                .toList();
    this.aggregation = aggregation;
    this.level = level;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    repetitions.put(
        repetition.number(),
        Decision.of(repetition, question.cost()).stream().map(this::learnt).toList());
  }

  private PolicySearch search(double[][] rewards) {
    return switch (question.search()) {
      case EXACT ->
          new ExactSearch(features, Rewards.of(rewards), question.depth(), question.minLeaf());
      case GREEDY ->
          new GreedySearch(
              features, rewards[0], question.depth(), question.minLeaf(), question.prune());
    };
  }

  private Learnt learnt(Decision decision) {
    PolicySearch search = search(decision.rewards(data));
    PolicyNode tree = search.learn(IntStream.range(0, data.rows()).toArray());
    int[] done = new int[data.rows()];
    for (int fold = 0; fold < decision.partition().folds(); fold++) {
      int[] test = decision.partition().test(fold).toArray();
      if (test.length > 0) {
        PolicyNode without = search.learn(decision.partition().train(fold).toArray());
        for (int row : test) {
          done[row] = action(without, row);
        }
      }
    }
    return new Learnt(
        decision.treatment(),
        decision.actions(),
        decision.ofLevels(),
        tree,
        new Leaves(decision, data).of(tree),
        decision.value(done),
        IntStream.range(0, decision.actions().size())
            .mapToObj(over -> decision.gain(done, over))
            .toList(),
        IntStream.range(0, decision.actions().size())
            .mapToObj(action -> share(done, action))
            .toList(),
        decision.value(decided(tree)).coefficient());
  }

  private static double share(int[] done, int action) {
    return (double) IntStream.of(done).filter(each -> each == action).count() / done.length;
  }

  private static int action(PolicyNode tree, int row) {
    return tree.action(column -> column.get(row));
  }

  private int[] decided(PolicyNode tree) {
    return IntStream.range(0, data.rows()).map(row -> action(tree, row)).toArray();
  }

  /** What is kept of a decision in a repetition. */
  private record Learnt(
      int treatment,
      List<String> actions,
      boolean ofLevels,
      PolicyNode tree,
      List<PolicyLeaf> leaves,
      Estimate value,
      List<Estimate> gains,
      List<Double> shares,
      double valueInSample) {}

  @Override
  public List<PolicyTree> result() {
    return IntStream.range(0, repetitions.sequencedValues().getFirst().size())
        .mapToObj(d -> tree(repetitions.values().stream().map(learnt -> learnt.get(d)).toList()))
        .toList();
  }

  private PolicyTree tree(List<Learnt> all) {
    int[][] votes = votes(all);
    Learnt shown = nearest(all, votes);
    Column treatment = data.treatments().get(shown.treatment());
    return new PolicyTree(
        treatment.name(),
        shown.actions(),
        shown.ofLevels(),
        question,
        shown.tree(),
        shown.leaves(),
        aggregated(all.stream().map(Learnt::value).toList()),
        all.stream().map(Learnt::value).toList(),
        IntStream.range(0, shown.actions().size()).mapToObj(over -> gain(all, over)).toList(),
        IntStream.range(0, shown.actions().size())
            .mapToObj(a -> all.stream().mapToDouble(each -> each.shares().get(a)).sum())
            .map(sum -> sum / all.size())
            .toList(),
        shown.valueInSample(),
        agreement(shown, all.size(), votes));
  }

  private PolicyTree.Gain gain(List<Learnt> all, int over) {
    List<Estimate> gains = all.stream().map(each -> each.gains().get(over)).toList();
    return new PolicyTree.Gain(all.getFirst().actions().get(over), aggregated(gains), gains);
  }

  private Inference aggregated(List<Estimate> estimates) {
    return aggregation.of(estimates, data.rows(), level);
  }

  /** How many trees decide for each action, by action and row. */
  private int[][] votes(List<Learnt> all) {
    int[][] votes = new int[all.getFirst().actions().size()][data.rows()];
    for (Learnt each : all) {
      for (int row = 0; row < data.rows(); row++) {
        votes[action(each.tree(), row)][row]++;
      }
    }
    return votes;
  }

  /** The first of those whose tree decides in the most rows as most trees do. */
  private Learnt nearest(List<Learnt> all, int[][] votes) {
    int[] most =
        IntStream.range(0, data.rows())
            .map(
                row ->
                    IntStream.range(0, votes.length)
                        .reduce((a, b) -> votes[b][row] > votes[a][row] ? b : a)
                        .orElseThrow())
            .toArray();
    Learnt nearest = all.getFirst();
    long rows = -1;
    for (Learnt each : all) {
      long same =
          IntStream.range(0, most.length)
              .filter(row -> action(each.tree(), row) == most[row])
              .count();
      nearest = same > rows ? each : nearest;
      rows = Math.max(rows, same);
    }
    return nearest;
  }

  private double agreement(Learnt shown, int trees, int[][] votes) {
    long others =
        IntStream.range(0, data.rows())
            .mapToLong(row -> votes[action(shown.tree(), row)][row] - 1L)
            .sum();
    return trees == 1 ? 1 : (double) others / data.rows() / (trees - 1);
  }
}
