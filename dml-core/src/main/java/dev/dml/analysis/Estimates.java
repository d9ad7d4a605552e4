package dev.dml.analysis;

import dev.dml.inference.Estimate;
import dev.dml.inference.Solution;
import dev.dml.model.Contrast;
import dev.dml.model.EffectAverage;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The estimate of everything of one kind in every repetition.
 *
 * @param <K> what is estimated
 */
public final class Estimates<K> implements Analysis<Map<K, List<Estimate>>> {

  private final Function<ScoredRepetition, Map<K, Solution>> solutions;
  private final SortedMap<Integer, Map<K, Estimate>> repetitions = new TreeMap<>();

  private Estimates(Function<ScoredRepetition, Map<K, Solution>> solutions) {
    this.solutions = solutions;
  }

  /** The estimates of all parameters. */
  public static Estimates<Parameter> ofParameters() {
    return new Estimates<>(ScoredRepetition::solutions);
  }

  /** The estimates of all differences of parameters. */
  public static Estimates<Contrast> ofContrasts() {
    return new Estimates<>(ScoredRepetition::contrasts);
  }

  /** The estimates of all averages of effects. */
  public static Estimates<EffectAverage> ofAverages() {
    return new Estimates<>(ScoredRepetition::averages);
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<K, Estimate> estimates = new LinkedHashMap<>();
    solutions
        .apply(repetition)
        .forEach((subject, solution) -> estimates.put(subject, solution.estimate()));
    repetitions.put(repetition.number(), estimates);
  }

  /** How many repetitions it took. */
  public int count() {
    return repetitions.size();
  }

  /** How many there are before the first that is missing. */
  public int leading() {
    int leading = 0;
    for (int number : repetitions.keySet()) {
      if (number != leading) {
        break;
      }
      leading++;
    }
    return leading;
  }

  @Override
  public Map<K, List<Estimate>> result() {
    Map<K, List<Estimate>> bySubject = new LinkedHashMap<>();
    for (Map<K, Estimate> estimates : repetitions.values()) {
      estimates.forEach(
          (subject, estimate) ->
              bySubject.computeIfAbsent(subject, any -> new ArrayList<>()).add(estimate));
    }
    return bySubject;
  }
}
