package dev.dml.wire.spec.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.analysis.policy.PolicyQuestion.Search;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes {@code effects.policy_tree}. */
final class PolicyReader {

  static final String KEY = "policy_tree";
  private static final String FEATURES = "features";
  private static final String DEPTH = "depth";
  private static final String SEARCH = "search";
  private static final String MIN_LEAF = "min_leaf";
  private static final String CUTS = "cuts";
  private static final String PRUNE = "prune";
  private static final String COST = "cost";

  private PolicyReader() {}

  /** The tree that the section {@code effects} asks for; empty if it asks for none. */
  static Optional<PolicyQuestion> read(SpecNode effects) {
    if (!effects.has(KEY)) {
      return Optional.empty();
    }
    SpecNode section = effects.object(KEY);
    List<String> features = section.texts(FEATURES).orElse(List.of());
    if (features.isEmpty()) {
      section.problem(FEATURES, "must name the columns by which it may be decided whom to treat");
    }
    PolicyQuestion usual = PolicyQuestion.by("any");
    Search search =
        section.choice(
            SEARCH, Map.of("exact", Search.EXACT, "greedy", Search.GREEDY), usual.search());
    if (search == Search.EXACT) {
      section.refuseIdle(PRUNE, "with exact search, which finds the best tree");
    } else {
      section.refuseIdle(CUTS, "with greedy search, which tries all of them");
    }
    PolicyQuestion question =
        new PolicyQuestion(
            features.isEmpty() ? usual.features() : features,
            whole(section, DEPTH, PolicyQuestion.DEEPEST, usual.depth()),
            search,
            whole(section, MIN_LEAF, Integer.MAX_VALUE, usual.minLeaf()),
            whole(section, CUTS, Integer.MAX_VALUE, usual.cuts()),
            section
                .real(PRUNE, "a number of at least 0", value -> value >= 0)
                .orElse(usual.prune()),
            section.real(COST, "a finite number", Double::isFinite).orElse(usual.cost()));
    section.refuseOtherKeys();
    return features.isEmpty() ? Optional.empty() : Optional.of(question);
  }

  private static int whole(SpecNode section, String key, int most, int usual) {
    return section.whole(key, 1, most).map(Long::intValue).orElse(usual);
  }

  /** Writes what {@link #read} reads, with every default. */
  static void write(PolicyQuestion question, ObjectNode effects) {
    ObjectNode section = effects.putObject(KEY);
    question.features().forEach(section.putArray(FEATURES)::add);
    section.put(DEPTH, question.depth());
    section.put(SEARCH, question.search() == Search.EXACT ? "exact" : "greedy");
    section.put(MIN_LEAF, question.minLeaf());
    if (question.search() == Search.GREEDY) {
      section.put(PRUNE, question.prune());
    } else if (question.cuts() < Integer.MAX_VALUE) {
      section.put(CUTS, question.cuts());
    }
    if (question.cost() != 0) {
      section.put(COST, question.cost());
    }
  }
}
