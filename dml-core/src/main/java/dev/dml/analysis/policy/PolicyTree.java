package dev.dml.analysis.policy;

import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import java.util.List;

/**
 * Whom to treat, by a tree of questions, and what following such trees is worth.
 *
 * @param treatment the name of the treatment that is decided about
 * @param actions what may be done: levels of the treatment, of which only differences matter where
 *     the model estimates effects ({@code 0} and {@code 1})
 * @param ofLevels whether actions are worth average outcomes; otherwise the effect, which is zero
 *     for the first action
 * @param question what was asked for
 * @param root the tree, of the repetition whose tree decides as most of them do
 * @param leaves of this tree, from left to right
 * @param value what a tree is worth on average: each row gets what the tree decides that was learnt
 *     without its fold
 * @param repetitions the value in each repetition
 * @param gains how much more that is than one action for all
 * @param shares of the rows that get each action from these trees, over all repetitions
 * @param valueInSample what the tree would be worth if the rows it was learnt from were others: too
 *     much
 * @param agreement the share of decisions of the other repetitions' trees that are those of this
 *     one; 1 if there is one repetition
 */
public record PolicyTree(
    String treatment,
    List<String> actions,
    boolean ofLevels,
    PolicyQuestion question,
    PolicyNode root,
    List<PolicyLeaf> leaves,
    Inference value,
    List<Estimate> repetitions,
    List<Gain> gains,
    List<Double> shares,
    double valueInSample,
    double agreement) {

  /** Copies. */
  public PolicyTree {
    actions = List.copyOf(actions);
    leaves = List.copyOf(leaves);
    repetitions = List.copyOf(repetitions);
    gains = List.copyOf(gains);
    shares = List.copyOf(shares);
  }

  /**
   * How much more following the trees is worth than one action for all.
   *
   * @param over the action
   * @param inference the difference, aggregated over the repetitions
   * @param repetitions the difference in each of them
   */
  public record Gain(String over, Inference inference, List<Estimate> repetitions) {

    /** Copies. */
    public Gain {
      repetitions = List.copyOf(repetitions);
    }
  }
}
