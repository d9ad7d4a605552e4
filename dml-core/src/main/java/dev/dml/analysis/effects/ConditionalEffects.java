package dev.dml.analysis.effects;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.JointBounds;
import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierSource;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.model.Parameter;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Effects as a function of columns: of each parameter the best linear prediction from a basis, with
 * a pointwise and a joint band at some places.
 *
 * <p>Coefficients and predictions are aggregated over repetitions one by one as estimates are; see
 * {@link AggregatedPrediction} for their covariance and {@link JointBounds} for the joint band.
 */
final class ConditionalEffects implements Analysis<List<EffectCurve>> {

  private final CausalData data;
  private final CurveQuestion question;
  private final EvaluatedBasis basis;
  private final Aggregation aggregation;
  private final double level;
  private final IntFunction<MultiplierSource> normals;
  private final SortedMap<Integer, Map<Parameter, OfRepetition>> repetitions = new TreeMap<>();

  /** What is kept of a repetition. */
  private record OfRepetition(
      LinearPrediction prediction, List<Estimate> atPlaces, double critical) {}

  /**
   * An analysis.
   *
   * @param seed the seed of the run
   * @param level the level of the intervals
   */
  ConditionalEffects(
      CausalData data, CurveQuestion question, long seed, Aggregation aggregation, double level) {
    this(
        data,
        question,
        aggregation,
        level,
        repetition ->
            MultiplierSource.drawn(
                Multiplier.GAUSSIAN,
                new Seed(seed).with("curve").value(),
                repetition,
                question.draws()));
  }

  /** An analysis with the normals of each repetition, whose units are the functions. */
  ConditionalEffects(
      CausalData data,
      CurveQuestion question,
      Aggregation aggregation,
      double level,
      IntFunction<MultiplierSource> normals) {
    this.data = data;
    this.question = question;
    this.basis = question.basis().on(data);
    this.aggregation = aggregation;
    this.level = level;
    this.normals = normals;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, OfRepetition> predictions = new LinkedHashMap<>();
    repetition
        .signals()
        .forEach(
            (parameter, signal) -> {
              LinearPrediction prediction =
                  LinearPrediction.of(
                      signal,
                      basis.names(),
                      basis.functions(),
                      repetition.solution(parameter).design());
              predictions.put(parameter, kept(prediction, repetition.number()));
            });
    repetitions.put(repetition.number(), predictions);
  }

  private OfRepetition kept(LinearPrediction prediction, int repetition) {
    double[][] places = basis.atPlaces();
    double critical =
        places.length == 0
            ? Double.NaN
            : new JointBand(prediction.covariance(), places)
                .critical(normals.apply(repetition), question.draws(), level);
    return new OfRepetition(
        prediction, Arrays.stream(places).map(prediction::at).toList(), critical);
  }

  @Override
  public List<EffectCurve> result() {
    List<EffectCurve> curves = new ArrayList<>();
    for (Parameter parameter : repetitions.sequencedValues().getFirst().keySet()) {
      curves.add(
          curve(
              parameter, repetitions.values().stream().map(each -> each.get(parameter)).toList()));
    }
    return curves;
  }

  private EffectCurve curve(Parameter parameter, List<OfRepetition> kept) {
    AggregatedPrediction prediction =
        new AggregatedPrediction(
            kept.stream().map(OfRepetition::prediction).toList(), aggregation, data.rows(), level);
    List<Inference> effects =
        IntStream.range(0, basis.atPlaces().length)
            .mapToObj(
                p ->
                    aggregation.of(
                        kept.stream().map(each -> each.atPlaces().get(p)).toList(),
                        data.rows(),
                        level))
            .toList();
    JointBounds bounds =
        new JointBounds(
            level,
            kept.stream().map(OfRepetition::atPlaces).toList(),
            kept.stream().mapToDouble(OfRepetition::critical).toArray());
    return new EffectCurve(
        data.treatments().get(parameter.treatment()).name(),
        parameter.level(),
        question.basis(),
        basis.places(),
        effects,
        bounds.of(aggregation, effects),
        bounds.criticalValue(),
        coefficients(prediction),
        Arrays.stream(prediction.covariance())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList(),
        constant().flatMap(prediction::flatness));
  }

  private List<EffectCurve.Coefficient> coefficients(AggregatedPrediction prediction) {
    return IntStream.range(0, basis.names().size())
        .mapToObj(
            j ->
                new EffectCurve.Coefficient(
                    basis.names().get(j),
                    prediction.coefficients().get(j),
                    prediction.ofRepetitions(j)))
        .toList();
  }

  /** The combination of the functions that is one in every row, if there is one. */
  private Optional<double[]> constant() {
    return OrthogonalBasis.of(basis.functions()).constant();
  }
}
