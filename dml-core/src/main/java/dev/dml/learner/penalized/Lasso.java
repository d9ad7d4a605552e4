package dev.dml.learner.penalized;

import dev.dml.learner.LearnerType;
import dev.dml.learner.expansion.Expansion;
import java.util.Map;
import java.util.Optional;

/**
 * Linear regression with an L1 penalty: the {@link ElasticNet} with {@code mixing = 1}, which says
 * what is minimised and how lambda is chosen.
 *
 * @param lambda the weight of the penalty; 0 is ordinary least squares
 * @param cvFolds the number of folds of the cross-validation, at least 2
 * @param lambdas the number of values of lambda that cross-validation tries, at least 2
 * @param expansion the powers and products of columns that are added
 */
public record Lasso(PenaltyWeight lambda, int cvFolds, int lambdas, Expansion expansion)
    implements FixedMixing {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final Lasso DEFAULT = type().create(Map.of());

  private static final double MIXING = 1;

  /** On the columns as they are. */
  public Lasso(PenaltyWeight lambda, int cvFolds, int lambdas) {
    this(lambda, cvFolds, lambdas, Expansion.NONE);
  }

  public Lasso {
    PenaltyPath.check(lambda, cvFolds, lambdas);
  }

  @Override
  public ElasticNet elasticNet() {
    return new ElasticNet(lambda, cvFolds, lambdas, MIXING, expansion);
  }

  private Optional<String> noSearch() {
    return PenaltyWeight.noSearch("lambda", lambda);
  }

  public static LearnerType<Lasso> type() {
    LearnerType.Builder<Lasso> type =
        LearnerType.of("lasso", Lasso.class, "linear regression with an L1 penalty")
            .with(PenaltyPath.weightSetting(), Lasso::lambda)
            .with(PenaltyPath.foldsSetting(), Lasso::cvFolds, Lasso::noSearch)
            .with(PenaltyPath.countSetting(), Lasso::lambdas, Lasso::noSearch);
    return Expansion.settings(type, Lasso::expansion)
        .build(
            values ->
                new Lasso(
                    values.get("lambda"),
                    values.get("cv_folds"),
                    values.get("lambdas"),
                    Expansion.of(values)));
  }
}
