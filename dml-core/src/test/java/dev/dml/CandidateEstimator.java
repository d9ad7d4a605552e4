package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.CausalModel;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import java.util.List;

/** An estimator with several candidates for a nuisance. */
abstract class CandidateEstimator {

  static final Candidate OLS = new Candidate("ols", new LinearRegression());
  static final Candidate LOGIT = new Candidate("logit", LogisticRegression.DEFAULT);

  static final Candidate FOREST = new Candidate("forest", RandomForest.DEFAULT.withTrees(10));

  final CausalData data = new Lcg500().binary();

  static Ensemble stacked(Candidate... candidates) {
    return Ensemble.of(List.of(candidates));
  }

  DoubleMachineLearning estimator(CausalModel model, Learner outcome, Learner treatment) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(model).withRepetitions(2).withPredictionsKept();
    for (var slot : model.slots(List.of("d"), List.of())) {
      estimator =
          estimator.withLearner(slot.name(), slot.name().equals("ml_m") ? treatment : outcome);
    }
    return estimator;
  }

  static NuisanceQuality nuisance(DmlResult result, String name) {
    return result.nuisances().stream()
        .filter(nuisance -> nuisance.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
