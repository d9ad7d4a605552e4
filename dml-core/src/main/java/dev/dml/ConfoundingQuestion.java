package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.OmittedVariableBias;
import dev.dml.analysis.sensitivity.OmittedVariableBiases;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.OmittedCovariates;
import dev.dml.model.EffectAverage;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a confounder that nobody observed would change: the estimation itself answers it, and for
 * each benchmark an estimation without some covariates, with the same folds and seeds.
 */
final class ConfoundingQuestion {

  private static final double MEDIAN_LEVEL = 0.5;

  private final Setup setup;
  private final Confounding confounding;
  private final CausalData data;
  private final OmittedVariableBiases all = new OmittedVariableBiases();
  private final Map<String, Without> benchmarks = new LinkedHashMap<>();

  /** An estimation without some covariates. */
  record Without(String name, Setup setup, CausalData data, OmittedVariableBiases biases) {}

  /**
   * The question of a setup that asks it.
   *
   * @throws InvalidInput if model, level or benchmarks do not allow it
   */
  ConfoundingQuestion(Setup setup, CausalData data) {
    this.setup = setup;
    this.confounding = setup.reporting().confounding().orElseThrow();
    this.data = data;
    List<String> problems = new ArrayList<>();
    if (!setup.model().hasSensitivity()) {
      problems.add(
          "sensitivity: "
              + setup.model().name()
              + " with the score "
              + setup.model().scoreName()
              + ", "
              + setup.model().lackOfSensitivity());
    } else {
      problems.addAll(setup.model().sensitivityProblems(data));
    }
    if (setup.reporting().confidenceLevel() <= MEDIAN_LEVEL) {
      problems.add(
          "sensitivity: its one-sided intervals need a confidence_level above 0.5, but it is "
              + setup.reporting().confidenceLevel());
    }
    confounding.benchmarks().forEach((name, columns) -> add(name, columns, problems));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private void add(String name, List<String> columns, List<String> problems) {
    String path = "sensitivity.benchmarks." + name + ": ";
    OmittedCovariates omitted = new OmittedCovariates(columns);
    List<String> own = omitted.problems(data);
    own.forEach(problem -> problems.add(path + problem));
    if (own.isEmpty()) {
      Setup learnt = setup.withGiven(new GivenPredictions(List.of()));
      benchmarks.put(
          name, new Without(name, learnt, omitted.from(data), new OmittedVariableBiases()));
    }
  }

  /** What has to take every repetition of the estimation itself. */
  Analysis<?> analysis() {
    return all;
  }

  /** The estimations of the benchmarks. */
  Collection<Without> benchmarks() {
    return benchmarks.values();
  }

  /** The answer for every parameter, and then for every contrast, in the order of the model. */
  List<Sensitivity> answer() {
    List<Sensitivity> answers = new ArrayList<>();
    for (List<OmittedVariableBias> biases : all.result()) {
      answers.add(sensitivity(biases, Map.of(answers.size(), 1.0)));
    }
    return answers;
  }

  /** The answer for every average of effects. */
  Map<EffectAverage, Sensitivity> ofAverages() {
    List<Parameter> parameters =
        setup.model().parameters(data).stream().flatMap(List::stream).toList();
    Map<EffectAverage, Sensitivity> answers = new LinkedHashMap<>();
    all.ofAverages()
        .forEach(
            (average, biases) -> {
              Map<Integer, Double> weights = new TreeMap<>();
              average
                  .weights()
                  .forEach(
                      (parameter, weight) -> weights.put(parameters.indexOf(parameter), weight));
              answers.put(average, sensitivity(biases, weights));
            });
    return answers;
  }

  /**
   * The answer for an average.
   *
   * @param biases its bias in every repetition
   * @param weights the weight of each of the parameters and contrasts, by position
   */
  private Sensitivity sensitivity(List<OmittedVariableBias> biases, Map<Integer, Double> weights) {
    Map<String, Benchmark> answers = new LinkedHashMap<>();
    benchmarks.forEach((name, without) -> answers.put(name, benchmark(weights, without)));
    return Sensitivity.of(
        confounding,
        setup.reporting().aggregation(),
        data.rows(),
        setup.reporting().confidenceLevel(),
        biases,
        answers);
  }

  private Benchmark benchmark(Map<Integer, Double> weights, Without without) {
    List<List<OmittedVariableBias>> whole = all.result();
    List<List<OmittedVariableBias>> lacking = without.biases().result();
    List<Benchmark.Compared> average = new ArrayList<>();
    weights.forEach(
        (subject, weight) ->
            average.add(new Benchmark.Compared(weight, whole.get(subject), lacking.get(subject))));
    return Benchmark.of(average);
  }
}
