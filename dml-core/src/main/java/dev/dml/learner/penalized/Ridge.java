package dev.dml.learner.penalized;

import dev.dml.learner.LearnerType;
import dev.dml.learner.expansion.Expansion;
import java.util.Map;
import java.util.Optional;

/**
 * Linear regression with an L2 penalty: the {@link ElasticNet} with {@code mixing = 0}, which says
 * what is minimised and how lambda is chosen.
 *
 * @param lambda the weight of the penalty; 0 is ordinary least squares
 * @param cvFolds the number of folds of the cross-validation, at least 2
 * @param lambdas the number of values of lambda that cross-validation tries, at least 2
 * @param expansion the powers and products of columns that are added
 */
public record Ridge(PenaltyWeight lambda, int cvFolds, int lambdas, Expansion expansion)
    implements FixedMixing {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final Ridge DEFAULT = type().create(Map.of());

  private static final double MIXING = 0;

  /** On the columns as they are. */
  public Ridge(PenaltyWeight lambda, int cvFolds, int lambdas) {
    this(lambda, cvFolds, lambdas, Expansion.NONE);
  }

  public Ridge {
    PenaltyPath.check(lambda, cvFolds, lambdas);
  }

  @Override
  public ElasticNet elasticNet() {
    return new ElasticNet(lambda, cvFolds, lambdas, MIXING, expansion);
  }

  private Optional<String> noSearch() {
    return PenaltyWeight.noSearch("lambda", lambda);
  }

  public static LearnerType<Ridge> type() {
    LearnerType.Builder<Ridge> type =
        LearnerType.of("ridge", Ridge.class, "linear regression with an L2 penalty")
            .with(PenaltyPath.weightSetting(), Ridge::lambda)
            .with(PenaltyPath.foldsSetting(), Ridge::cvFolds, Ridge::noSearch)
            .with(PenaltyPath.countSetting(), Ridge::lambdas, Ridge::noSearch);
    return Expansion.settings(type, Ridge::expansion)
        .build(
            values ->
                new Ridge(
                    values.get("lambda"),
                    values.get("cv_folds"),
                    values.get("lambdas"),
                    Expansion.of(values)));
  }
}
