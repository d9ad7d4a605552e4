package dev.dml.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.EffectDescription;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.effects.PreTreatmentTests;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.analysis.sensitivity.OmittedVariableBiases;
import dev.dml.data.Column;
import dev.dml.example.LargestInfluence;
import dev.dml.inference.Aggregation;
import dev.dml.model.EffectAverage;
import dev.dml.model.PreTreatmentEffects;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every analysis must do; a new one is added to {@link #analyses()}. */
class AnalysisContractTest {

  static Stream<Supplier<Analysis<?>>> analyses() {
    return Stream.of(
        Estimates::ofParameters,
        Estimates::ofContrasts,
        NuisanceLosses::new,
        CandidateLosses::new,
        Diagnostics::new,
        () -> new RobustConfidenceSets(0.95),
        KeptPredictions::new,
        () -> jointly(Aggregation.MEDIAN_SPREAD),
        () -> jointly(Aggregation.MEDIAN),
        AnalysisContractTest::effects,
        AnalysisContractTest::preTreatment,
        OmittedVariableBiases::new,
        LargestInfluence::new);
  }

  private static Analysis<?> jointly(Aggregation aggregation) {
    return new JointInference(
        new MultiplierBootstrap(50, Multiplier.GAUSSIAN), 1, aggregation, 0.95);
  }

  private static EffectDescription effects() {
    return new EffectDescription(
        Heterogeneity.NONE
            .withGroups(List.of("late"))
            .withCurve(CurveQuestion.of(SplineBasis.along("dc")))
            .withPolicy(PolicyQuestion.by("dc")),
        SampleRepetitions.DATA,
        1,
        Aggregation.MEDIAN_SPREAD,
        0.95);
  }

  /** As if each level were an average of effects before a treatment. */
  private static PreTreatmentTests preTreatment() {
    List<PreTreatmentEffects.Part<EffectAverage>> averages =
        SampleRepetitions.levels(0).solutions().keySet().stream()
            .map(level -> List.of(new EffectAverage.Part(level, 1, 1, 0)))
            .map(
                level ->
                    new EffectAverage(
                        EffectAverage.Family.EVENT_STUDY, Optional.empty(), level, false))
            .map(average -> new PreTreatmentEffects.Part<>(average, 100))
            .toList();
    return new PreTreatmentTests(
        new PreTreatmentEffects(List.of(), averages, 500, "rows"), Aggregation.MEDIAN_SPREAD, 0.95);
  }

  private static Object result(Analysis<?> analysis, List<Integer> repetitions) {
    repetitions.forEach(number -> analysis.accept(sample(analysis, number)));
    return written(analysis.result());
  }

  /** Levels have no instruments. */
  private static ScoredRepetition sample(Analysis<?> analysis, int number) {
    return switch (analysis) {
      case RobustConfidenceSets any -> SampleRepetitions.instrument(number);
      default -> SampleRepetitions.levels(number);
    };
  }

  /** Columns have no equality of their own; everything else in an answer is written in full. */
  private static Object written(Object result) {
    return result instanceof List<?> columns && columns.getFirst() instanceof Column
        ? columns.stream().map(column -> ((Column) column).toArray()).toList()
        : result.toString();
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void theOrderOfArrivalDoesNotMatter(Supplier<Analysis<?>> analysis) {
    assertThat(result(analysis.get(), List.of(2, 0, 1)))
        .usingRecursiveComparison()
        .isEqualTo(result(analysis.get(), List.of(0, 1, 2)));
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void anotherRepetitionChangesTheAnswer(Supplier<Analysis<?>> analysis) {
    assertThat(result(analysis.get(), List.of(0)))
        .usingRecursiveComparison()
        .isNotEqualTo(result(analysis.get(), List.of(0, 1)));
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void askingTwiceGivesTheSameAnswer(Supplier<Analysis<?>> supplier) {
    Analysis<?> analysis = supplier.get();
    analysis.accept(sample(analysis, 0));
    assertThat(written(analysis.result()))
        .usingRecursiveComparison()
        .isEqualTo(written(analysis.result()));
  }
}
