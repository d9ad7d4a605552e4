package dev.dml;

import dev.dml.data.Observations;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import java.util.Objects;

/**
 * What is estimated and how, apart from the data and from where the work is done.
 *
 * @param model the causal model
 * @param learners the learners of its nuisances
 * @param sampling how often and into how many folds the sample is split
 * @param reporting what is made of the repetitions
 * @param given predictions from elsewhere in place of learners
 */
record Setup(
    CausalModel model,
    LearnerSlots learners,
    Sampling sampling,
    Reporting reporting,
    GivenPredictions given) {

  /** Checks that the model is there. */
  Setup {
    Objects.requireNonNull(model);
  }

  /** The same for the observations that its model analyses. */
  Setup of(Observations observations) {
    int covariates = observations.data().features(0).withoutReferenceLevels().size();
    CausalModel asked = reporting.confounding().isPresent() ? model.examined() : model;
    return new Setup(
        asked.on(observations.data()),
        learners.on(covariates),
        sampling.of(observations),
        reporting,
        given.of(observations));
  }

  Setup withLearners(LearnerSlots value) {
    return new Setup(model, value, sampling, reporting, given);
  }

  Setup withSampling(Sampling value) {
    return new Setup(model, learners, value, reporting, given);
  }

  Setup withReporting(Reporting value) {
    return new Setup(model, learners, sampling, value, given);
  }

  Setup withGiven(GivenPredictions value) {
    return new Setup(model, learners, sampling, reporting, value);
  }
}
