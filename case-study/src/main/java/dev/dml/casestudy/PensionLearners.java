package dev.dml.casestudy;

import dev.dml.learner.Learner;
import java.util.List;
import java.util.Map;

/**
 * A family of learners for the 401(k) study: one for means, one for probabilities, and what was
 * published with the like.
 *
 * @param squares whether the squares of age, income, education and family size are covariates
 * @param paper the published estimates by model; a model may be missing
 * @param doubleMl the same of DoubleML's documentation
 */
record PensionLearners(
    String name,
    Learner mean,
    Learner probability,
    boolean squares,
    Map<String, String> paper,
    Map<String, String> doubleMl) {

  /** The families in the order of the published tables. */
  static List<PensionLearners> all(int trees) {
    return List.of(linear(), lasso(), tree(), forest(trees), boosting());
  }

  private static PensionLearners linear() {
    return new PensionLearners(
        "linear, logistic",
        Learners.of("linear-regression"),
        Learners.of("logistic-regression"),
        true,
        Map.of(),
        Map.of());
  }

  private static PensionLearners lasso() {
    return new PensionLearners(
        "lasso, logistic lasso",
        Learners.of("lasso"),
        Learners.of("logistic-regression", Map.of("l1", "cv")),
        true,
        Map.of("plr", "8187 (1558)", "irm", "7170 (1398)", "iivm", "8944 (3307)"),
        Map.of("plr", "9580 (1325)", "irm", "8850 (1341)", "iivm", "12802 (1941)"));
  }

  /** Leaves of at least 67 rows, as in DoubleML's documentation. */
  private static PensionLearners tree() {
    Map<String, ?> size = Map.of("node_size", 67);
    return new PensionLearners(
        "tree (Smile)",
        Learners.of("smile-regression-tree", size),
        Learners.of("smile-decision-tree", size),
        false,
        Map.of("plr", "8871 (1418)", "irm", "7993 (1236)", "iivm", "11459 (1786)"),
        Map.of("plr", "8210 (1324)", "irm", "8415 (1186)", "iivm", "12214 (1714)"));
  }

  /** 3 covariates at each cut, at most 7 cuts in sequence, as in DoubleML's documentation. */
  private static PensionLearners forest(int trees) {
    Learner forest =
        Learners.of(
            "random-forest", Map.of("trees", trees, "features", 3, "max_depth", 7, "min_leaf", 3));
    return new PensionLearners(
        "random forest",
        forest,
        forest,
        false,
        Map.of("plr", "9247 (1328)", "irm", "8105 (1299)", "iivm", "11764 (1893)"),
        Map.of("plr", "9127 (1313)", "irm", "8202 (1118)", "iivm", "11792 (1604)"));
  }

  private static PensionLearners boosting() {
    Learner boosting = Learners.of("gradient-boosting");
    return new PensionLearners(
        "gradient boosting",
        boosting,
        boosting,
        false,
        Map.of("plr", "9110 (1328)", "irm", "7713 (1177)", "iivm", "11133 (1710)"),
        Map.of("plr", "8700 (1360)", "irm", "8048 (1182)", "iivm", "11861 (1619)"));
  }

  /** The learner of a slot: the outcome is a mean, treatment and instrument are 0/1. */
  Learner of(String slot) {
    return slot.equals("ml_l") || slot.equals("ml_g") ? mean : probability;
  }

  String paper(String model) {
    return paper.getOrDefault(model, "");
  }

  String doubleMl(String model) {
    return doubleMl.getOrDefault(model, "");
  }
}
