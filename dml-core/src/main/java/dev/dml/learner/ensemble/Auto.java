package dev.dml.learner.ensemble;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of candidates that serves most data, short-stacked: for those who know of no better choice.
 *
 * <table>
 *   <caption>The candidates</caption>
 *   <tr><th>name</th><th>of a mean</th><th>of a probability</th></tr>
 *   <tr><td>constant</td><td colspan="2">the mean of the training rows</td></tr>
 *   <tr><td>linear</td><td>lasso</td><td>logistic regression, L1 penalty</td></tr>
 *   <tr><td>polynomial</td><td colspan="2">the same with squares and products, for at most 25
 *       covariates</td></tr>
 *   <tr><td>shallow-forest</td><td colspan="2">trees of depth 5 on a third of the columns</td></tr>
 *   <tr><td>deep-forest</td><td colspan="2">trees with leaves of at least 5 rows</td></tr>
 *   <tr><td>boosting</td><td colspan="2">with early stopping</td></tr>
 * </table>
 *
 * <p>An elastic net in the place of the lasso predicts no better and takes 44 times as long on 230
 * columns of squares and products (docs/decisions/0058).
 *
 * @param covariates the number of columns; 0 if it is not known yet, which leaves polynomials out
 */
public record Auto(int covariates) implements Learner {

  /** The name in a spec. */
  public static final String NAME = "auto";

  private static final LearnerTypes TYPES = LearnerTypes.installed();
  private static final int MOST_FOR_POLYNOMIALS = 25;
  private static final Map<String, Object> SQUARES = Map.of("degree", 2, "interactions", true);

  /** The set for data that are not known yet. */
  public Auto() {
    this(0);
  }

  /** The candidates for a target. */
  public Ensemble candidates(Target target) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate("constant", "constant", Map.of()));
    boolean mean = target == Target.MEAN;
    String linear = mean ? "lasso" : "logistic-regression";
    Map<String, Object> penalty = mean ? Map.of("lambdas", 50) : Map.of("l1", "cv", "lambdas", 50);
    candidates.add(candidate("linear", linear, penalty));
    if (covariates > 0 && covariates <= MOST_FOR_POLYNOMIALS) {
      candidates.add(candidate("polynomial", linear, penalty, SQUARES));
    }
    candidates.add(
        candidate("shallow-forest", "random-forest", Map.of("trees", 200, "max_depth", 5)));
    candidates.add(candidate("deep-forest", "random-forest", Map.of("trees", 500)));
    candidates.add(candidate("boosting", "gradient-boosting", Map.of("max_depth", 4)));
    return Ensemble.of(candidates);
  }

  @SafeVarargs
  private static Candidate candidate(String name, String type, Map<String, Object>... settings) {
    Map<String, Object> all = new HashMap<>();
    for (Map<String, Object> some : settings) {
      all.putAll(some);
    }
    return new Candidate(name, TYPES.named(type).orElseThrow().create(all));
  }

  /** The set for data of so many columns. */
  public Auto on(int columns) {
    return new Auto(columns);
  }

  @Override
  public boolean takesWeights() {
    return Arrays.stream(Target.values()).allMatch(target -> candidates(target).takesWeights());
  }

  @Override
  public double[] fitPredict(Fit fit) {
    return candidates(fit.target()).fitPredict(fit);
  }
}
