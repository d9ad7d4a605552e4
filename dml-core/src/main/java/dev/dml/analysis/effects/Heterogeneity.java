package dev.dml.analysis.effects;

import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.data.CausalData;
import dev.dml.model.CausalModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By what the effects are to be described, beside their average.
 *
 * @param groups the name of a column of texts or of 0 and 1, or of several columns of 0 and 1,
 *     whose groups exclude each other; empty if no effects of groups are asked for
 * @param curve by which functions of columns effects are to be predicted, if they are
 * @param policy which tree is to decide whom to treat, if one is
 */
public record Heterogeneity(
    List<String> groups, Optional<CurveQuestion> curve, Optional<PolicyQuestion> policy) {

  /** Only the average is asked for. */
  public static final Heterogeneity NONE =
      new Heterogeneity(List.of(), Optional.empty(), Optional.empty());

  /** Copies. */
  public Heterogeneity {
    groups = List.copyOf(groups);
  }

  /** The same with effects of groups. */
  public Heterogeneity withGroups(List<String> names) {
    return new Heterogeneity(names, curve, policy);
  }

  /** The same with effects as a function of columns. */
  public Heterogeneity withCurve(CurveQuestion question) {
    return new Heterogeneity(groups, Optional.of(question), policy);
  }

  /** The same with a tree that decides whom to treat. */
  public Heterogeneity withPolicy(PolicyQuestion question) {
    return new Heterogeneity(groups, curve, Optional.of(question));
  }

  /** The names of the columns of the data that it needs as modifiers, each once. */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>(groups);
    curve.ifPresent(question -> columns.addAll(question.basis().columns()));
    policy.ifPresent(question -> columns.addAll(question.features()));
    return List.copyOf(columns);
  }

  /** What is wrong with data and model for it, one sentence each; empty if nothing is. */
  public List<String> problems(CausalData data, CausalModel model) {
    if (equals(NONE)) {
      return List.of();
    }
    if (model.effectSignal().isEmpty()) {
      return List.of(
          "effects: " + model.name() + " has no signal of the effect of each row; remove effects");
    }
    List<String> problems = new ArrayList<>();
    if (!groups.isEmpty()) {
      problems.addAll(new Groups(data, groups).problems());
    }
    curve.ifPresent(question -> problems.addAll(question.basis().problems(data)));
    policy.ifPresent(question -> problems.addAll(question.problems(data, model)));
    return problems;
  }
}
