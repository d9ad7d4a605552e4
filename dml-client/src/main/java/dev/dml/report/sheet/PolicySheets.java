package dev.dml.report.sheet;

import dev.dml.analysis.policy.PolicyLeaf;
import dev.dml.analysis.policy.PolicyTree;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.Inference;
import dev.dml.report.number.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of whom to treat, and what that is worth. */
record PolicySheets(PolicyTree policy, ColumnLabels labels) {

  private record Worth(String what, Inference inference) {}

  List<Sheet> all() {
    return List.of(leaves(), worth());
  }

  private Sheet leaves() {
    Sheet.Builder<PolicyLeaf> sheet =
        new Sheet.Builder<>("Whom to treat with " + treatment(), policy.leaves())
            .words("rows with", this::conditions)
            .words("get", leaf -> words(leaf.action()))
            .numbers("rows", leaf -> Digits.count(leaf.rows()));
    if (policy.ofLevels()) {
      for (int action = 0; action < policy.actions().size(); action++) {
        int at = action;
        sheet.numbers(policy.actions().get(action), leaf -> beside(leaf.worth().get(at)));
      }
    } else {
      sheet.numbers("effect there", leaf -> beside(leaf.worth().get(1) + policy.question().cost()));
    }
    return sheet.build();
  }

  /** Of several bounds on the same side the last one is the narrowest. */
  private String conditions(PolicyLeaf leaf) {
    Map<String, String> narrowest = new LinkedHashMap<>();
    for (PolicyLeaf.Condition each : leaf.conditions()) {
      narrowest.put(each.feature() + each.above(), condition(each));
    }
    return narrowest.isEmpty() ? "any values" : String.join(" and ", narrowest.values());
  }

  private String condition(PolicyLeaf.Condition condition) {
    String feature = labels.of(condition.feature());
    return condition.indicator()
        ? feature + (condition.above() ? " is 1" : " is 0")
        : feature
            + (condition.above() ? " > " : " <= ")
            + Digits.significant(condition.threshold(), 4);
  }

  private String treatment() {
    return labels.of(policy.treatment());
  }

  private String words(int action) {
    return policy.ofLevels() ? policy.actions().get(action) : action == 1 ? "treatment" : "none";
  }

  private Sheet worth() {
    List<Worth> rows = new ArrayList<>();
    if (policy.ofLevels()) {
      rows.add(new Worth("average outcome with such trees", policy.value()));
    }
    for (PolicyTree.Gain gain : policy.gains()) {
      rows.add(new Worth("more than " + everybody(gain.over()), gain.inference()));
    }
    return new Sheet.Builder<>("What such trees are worth to rows they were not learnt from", rows)
        .words("", Worth::what)
        .numbers("value", row -> beside(row, row.inference().coefficient()))
        .numbers("std. error", row -> beside(row, row.inference().standardError()))
        .numbers("t", row -> Digits.fixed(row.inference().t(), 2))
        .numbers("p", row -> Digits.probability(row.inference().p()))
        .numbers(
            Digits.percent(policy.value().interval().level()) + " interval",
            row ->
                "["
                    + beside(row, row.inference().interval().lower())
                    + ", "
                    + beside(row, row.inference().interval().upper())
                    + "]")
        .build();
  }

  private String everybody(String action) {
    if (policy.ofLevels()) {
      return action + " for all";
    }
    return action.equals("0") ? "treating nobody" : "treating everybody";
  }

  private static String beside(Worth row, double value) {
    return Digits.beside(row.inference().standardError(), value);
  }

  private String beside(double value) {
    return Digits.beside(policy.value().standardError(), value);
  }

  /** What the tables say, in sentences. */
  List<String> sentences() {
    return List.of(
        treatment()
            + ": a tree that is learnt from other rows gives "
            + IntStream.range(0, policy.actions().size())
                .filter(action -> policy.ofLevels() || action == 1)
                .mapToObj(
                    action ->
                        Digits.significant(100 * policy.shares().get(action), 3)
                            + " % of the rows "
                            + (policy.ofLevels() ? policy.actions().get(action) : "the treatment"))
                .collect(Collectors.joining(" and "))
            + "; in the sample it was learnt from the tree above seems worth "
            + beside(policy.valueInSample())
            + ", which is too much, because it was chosen for that"
            + (policy.repetitions().size() == 1
                ? ""
                : "; the trees of the other repetitions decide alike in "
                    + Digits.significant(100 * policy.agreement(), 3)
                    + " % of the cases"));
  }
}
