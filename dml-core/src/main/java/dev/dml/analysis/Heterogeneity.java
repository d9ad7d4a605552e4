package dev.dml.analysis;

import dev.dml.data.CausalData;
import dev.dml.model.CausalModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * By what the effects are to be described, beside their average.
 *
 * @param groups the name of a column of texts or of 0 and 1, or of several columns of 0 and 1,
 *     whose groups exclude each other; empty if no effects of groups are asked for
 */
public record Heterogeneity(List<String> groups) {

  /** Only the average is asked for. */
  public static final Heterogeneity NONE = new Heterogeneity(List.of());

  /** Copies. */
  public Heterogeneity {
    groups = List.copyOf(groups);
  }

  /** The same with effects of groups. */
  public Heterogeneity withGroups(List<String> names) {
    return new Heterogeneity(names);
  }

  /** The names of the columns of the data that it needs as modifiers, each once. */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>(groups);
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
    return problems;
  }
}
