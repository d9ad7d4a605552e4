package dev.dml.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How every candidate of every nuisance did in each repetition, by the treatment that names the
 * tasks and the nuisance; nuisances with one learner are left out.
 */
public final class CandidateLosses
    implements Analysis<Map<CandidateLosses.Of, Map<String, List<CandidateLoss>>>> {

  private final SortedMap<Integer, Map<Of, List<CandidateLoss>>> repetitions = new TreeMap<>();

  /**
   * A nuisance.
   *
   * @param treatment the 0-based position of the treatment that names its tasks
   * @param nuisance its name
   */
  public record Of(int treatment, String nuisance) {}

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Of, List<CandidateLoss>> losses = new LinkedHashMap<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      for (NuisanceLoss loss : group.losses()) {
        if (!loss.candidates().isEmpty()) {
          losses.put(new Of(group.treatment(), loss.nuisance().name()), loss.candidates());
        }
      }
    }
    repetitions.put(repetition.number(), losses);
  }

  /** The repetitions of each candidate, in order, by its name. */
  @Override
  public Map<Of, Map<String, List<CandidateLoss>>> result() {
    Map<Of, Map<String, List<CandidateLoss>>> all = new LinkedHashMap<>();
    repetitions
        .values()
        .forEach(
            repetition ->
                repetition.forEach(
                    (nuisance, losses) -> {
                      Map<String, List<CandidateLoss>> byName =
                          all.computeIfAbsent(nuisance, any -> new LinkedHashMap<>());
                      losses.forEach(
                          loss ->
                              byName
                                  .computeIfAbsent(loss.name(), any -> new ArrayList<>())
                                  .add(loss));
                    }));
    return all;
  }
}
