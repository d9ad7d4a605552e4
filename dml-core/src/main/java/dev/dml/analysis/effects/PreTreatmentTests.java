package dev.dml.analysis.effects;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Solution;
import dev.dml.model.Parameter;
import dev.dml.model.PreTreatmentEffects;
import dev.dml.model.PreTreatmentEffects.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Wald's tests that the effects on groups in periods before the treatment, and their averages by
 * the time since the treatment, are all zero.
 *
 * <p>With &theta; the effects as they are reported and V their covariance, W =
 * &theta;'V<sup>&minus;1</sup>&theta; is &chi;&sup2; if trends are parallel. In one repetition V is
 * &Sigma;<sub>u</sub> c<sub>u</sub> c<sub>u</sub>' with what each independent unit or cluster
 * contributes; over several it is that of {@link AggregatedPrediction}, whose variances are the
 * squared standard errors reported.
 *
 * <p>Source: Callaway and Sant'Anna, <i>Difference-in-differences with multiple time periods</i>,
 * Journal of Econometrics 225 (2021), whose package {@code did} for R has this pre-test, without
 * regard to anticipation.
 */
public final class PreTreatmentTests implements Analysis<PreTreatment> {

  private static final String NO_ERROR = "none of them has a sampling error";

  private final PreTreatmentEffects asked;
  private final Aggregation aggregation;
  private final double level;
  private final Together effects;
  private final Together eventStudy;
  private int observations;

  /**
   * An analysis.
   *
   * @param asked the effects
   * @param level the confidence level of the result
   */
  public PreTreatmentTests(PreTreatmentEffects asked, Aggregation aggregation, double level) {
    this.asked = asked;
    this.aggregation = aggregation;
    this.level = level;
    Map<Double, List<Part<Parameter>>> byGroup =
        asked.effects().stream()
            .collect(Collectors.groupingBy(each -> each.of().cell().orElseThrow().group()));
    this.effects = new Together(List.copyOf(byGroup.values()), asked);
    this.eventStudy = new Together(List.of(asked.eventStudy()), asked);
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    observations = repetition.data().rows();
    Map<Parameter, Solution> solutions = repetition.solutions();
    effects.accept(
        repetition.number(), asked.effects(), each -> Objects.requireNonNull(solutions.get(each)));
    eventStudy.accept(
        repetition.number(), asked.eventStudy(), each -> each.of(solutions, repetition.data()));
  }

  @Override
  public PreTreatment result() {
    return new PreTreatment(
        effects.result(aggregation, observations, level),
        eventStudy.result(aggregation, observations, level));
  }

  /** Effects that are tested together. */
  private static final class Together {

    private final int size;
    private final Optional<UnitsPerEffect> units;
    private final SortedMap<Integer, Kept> repetitions = new TreeMap<>();

    /** What is kept of a repetition. */
    private record Kept(List<Estimate> estimates, LinearPrediction prediction) {}

    /**
     * Effects.
     *
     * @param blocks those that share the units on which they rest
     */
    <K> Together(List<List<Part<K>>> blocks, PreTreatmentEffects asked) {
      this.size = blocks.stream().mapToInt(List::size).sum();
      this.units =
          size == 0
              ? Optional.empty()
              : Optional.of(
                  UnitsPerEffect.of(
                      blocks.stream()
                          .map(block -> block.stream().mapToInt(Part::restsOn).toArray())
                          .toList(),
                      asked.independent(),
                      asked.counted()));
    }

    <K> void accept(int repetition, List<Part<K>> effects, Function<K, Solution> solutions) {
      if (lack().isEmpty()) {
        List<Solution> solved = effects.stream().map(each -> solutions.apply(each.of())).toList();
        List<Estimate> estimates = solved.stream().map(Solution::estimate).toList();
        LinearPrediction prediction =
            new LinearPrediction(
                estimates.stream().mapToDouble(Estimate::coefficient).toArray(),
                CrossProducts.of(
                    solved.stream().map(Solution::contributions).toArray(double[][]::new)));
        repetitions.put(repetition, new Kept(estimates, prediction));
      }
    }

    private Optional<String> lack() {
      return units.isEmpty()
          ? Optional.of("no estimated effect lies before the treatment and its anticipation")
          : units.get().lack();
    }

    PreTreatment.Verdict result(Aggregation aggregation, int observations, double level) {
      if (lack().isPresent()) {
        return new PreTreatment.Verdict(size, Optional.empty(), lack());
      }
      List<Kept> kept = List.copyOf(repetitions.values());
      AggregatedPrediction aggregated =
          new AggregatedPrediction(
              kept.stream().map(Kept::estimates).toList(),
              kept.stream().map(Kept::prediction).toList(),
              aggregation,
              observations,
              level);
      Optional<WaldTest> test = aggregated.nullity();
      return new PreTreatment.Verdict(
          size, test, test.map(this::note).orElse(Optional.of(NO_ERROR)));
    }

    private Optional<String> note(WaldTest test) {
      List<String> notes = new ArrayList<>();
      if (test.degrees() < size) {
        notes.add(
            "they vary in "
                + test.degrees()
                + " independent "
                + (test.degrees() == 1 ? "direction" : "directions")
                + " alone, which are tested");
      }
      units.flatMap(UnitsPerEffect::caution).ifPresent(notes::add);
      return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }
  }
}
