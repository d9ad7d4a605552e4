package dev.dml.analysis;

import dev.dml.data.CausalData;
import dev.dml.inference.Solution;
import dev.dml.model.CausalModel;
import dev.dml.model.Contrast;
import dev.dml.model.EffectAverage;
import dev.dml.model.EffectSignal;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.split.Partition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One repetition of cross-fitting with its predictions and the solutions for all parameters.
 *
 * @param number its 0-based number
 * @param model the causal model
 * @param data the observations
 * @param groups the parameters by the nuisances that they share, in the order of the model
 */
public record ScoredRepetition(int number, CausalModel model, CausalData data, List<Group> groups) {

  /** Copies. */
  public ScoredRepetition {
    groups = List.copyOf(groups);
  }

  /** The solutions for all parameters, in the order of the model. */
  public Map<Parameter, Solution> solutions() {
    Map<Parameter, Solution> solutions = new LinkedHashMap<>();
    groups.forEach(group -> solutions.putAll(group.solutions()));
    return solutions;
  }

  /** The solution for a parameter of the model. */
  public Solution solution(Parameter parameter) {
    return Objects.requireNonNull(solutions().get(parameter));
  }

  /** The solutions for all differences of parameters, in the order of the model. */
  public Map<Contrast, Solution> contrasts() {
    Map<Contrast, Solution> contrasts = new LinkedHashMap<>();
    groups.forEach(group -> contrasts.putAll(group.contrasts()));
    return contrasts;
  }

  /** The solutions for all averages of effects, in the order of the model. */
  public Map<EffectAverage, Solution> averages() {
    Map<EffectAverage, Solution> averages = new LinkedHashMap<>();
    Map<Parameter, Solution> solutions = solutions();
    for (EffectAverage average : model.averages(data)) {
      averages.put(average, average.of(solutions, data));
    }
    return averages;
  }

  /**
   * What each row says about its own effect, for each parameter, if the model has such a signal.
   */
  public Map<Parameter, EffectSignal> signals() {
    Map<Parameter, EffectSignal> signals = new LinkedHashMap<>();
    for (Group group : groups) {
      group
          .solutions()
          .forEach(
              (parameter, solution) ->
                  model
                      .effectSignal()
                      .ifPresent(
                          source ->
                              signals.put(
                                  parameter,
                                  source.of(
                                      data,
                                      parameter,
                                      group.predictions(),
                                      solution.estimate().coefficient()))));
    }
    return signals;
  }

  /**
   * Parameters that are estimated from the same nuisances.
   *
   * @param treatment the 0-based position of the treatment that names the tasks
   * @param partition into the folds outside which the nuisances were learnt
   * @param predictions the out-of-fold predictions of the nuisances
   * @param losses how good the predictions are of those that were learnt
   * @param solutions the solution for each parameter, in the order of the model
   * @param contrasts the solution for each difference of parameters, in the order of the model
   */
  public record Group(
      int treatment,
      Partition partition,
      Predictions predictions,
      List<NuisanceLoss> losses,
      Map<Parameter, Solution> solutions,
      Map<Contrast, Solution> contrasts) {

    /** Copies. */
    public Group {
      losses = List.copyOf(losses);
      solutions = new LinkedHashMap<>(solutions);
      contrasts = new LinkedHashMap<>(contrasts);
    }
  }
}
