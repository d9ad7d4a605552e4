package dev.dml;

import dev.dml.analysis.CandidateLoss;
import dev.dml.analysis.CandidateLosses;
import dev.dml.analysis.NuisanceLoss;
import dev.dml.data.CausalData;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.result.CandidateQuality;
import dev.dml.result.NuisanceQuality;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How well nuisances were predicted, as a result tells it.
 *
 * @param losses by treatment
 * @param candidates by nuisance, then by the name of the candidate
 */
record Qualities(
    Setup setup,
    CausalData data,
    Map<Integer, List<NuisanceLoss>> losses,
    Map<CandidateLosses.Of, Map<String, List<CandidateLoss>>> candidates) {

  /** Those of parameters that share nuisances. */
  List<NuisanceQuality> of(List<Parameter> group) {
    int treatment = group.getFirst().treatment();
    return Objects.requireNonNull(losses.get(treatment)).stream()
        .map(loss -> quality(names(group), treatment, loss))
        .toList();
  }

  /** The names of the treatments whose parameters share nuisances. */
  private String names(List<Parameter> group) {
    return group.stream()
        .map(parameter -> data.treatments().get(parameter.treatment()).name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private NuisanceQuality quality(String names, int treatment, NuisanceLoss loss) {
    return new NuisanceQuality(
        names,
        loss.nuisance().name(),
        setup.learners().label(loss.nuisance()),
        loss.nuisance().response().label(),
        loss.target(),
        loss.rmse(),
        loss.constantRmse(),
        loss.logLoss(),
        loss.constantLogLoss(),
        candidates(treatment, loss.nuisance()));
  }

  private List<CandidateQuality> candidates(int treatment, Nuisance nuisance) {
    Map<String, List<CandidateLoss>> repetitions =
        candidates.getOrDefault(new CandidateLosses.Of(treatment, nuisance.name()), Map.of());
    return CandidateFits.members(setup.learners(), nuisance).stream()
        .filter(candidate -> repetitions.containsKey(candidate.name()))
        .map(
            candidate ->
                CandidateQuality.of(
                    candidate, Objects.requireNonNull(repetitions.get(candidate.name()))))
        .toList();
  }
}
