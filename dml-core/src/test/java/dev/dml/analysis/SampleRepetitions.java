package dev.dml.analysis;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.learner.Target;
import dev.dml.model.CausalModel;
import dev.dml.model.Contrast;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Repetitions of an interactive regression whose predictions are constants of the repetition. */
public final class SampleRepetitions {

  public static final CausalModel MODEL =
      InteractiveRegression.of(InteractiveRegression.Estimand.ATE);

  public static final CausalData DATA = data();

  private SampleRepetitions() {}

  private static CausalData data() {
    Lcg500 sample = new Lcg500();
    double[] late = IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> row < 200 ? 0 : 1).toArray();
    return sample
        .builder()
        .treatment("d", sample.d)
        .modifier("late", late)
        .modifier("dc", sample.dc)
        .build();
  }

  public static ScoredRepetition repetition(int number) {
    Predictions predictions =
        Predictions.of(
            List.of(
                constant("ml_g0", 0.1 * number),
                constant("ml_g1", 1 + 0.2 * number),
                constant("ml_m", 0.4 + 0.01 * number)));
    return repetition(number, MODEL, predictions);
  }

  /** The same of both levels of the treatment, with the contrast of 1 and 0. */
  public static ScoredRepetition levels(int number) {
    Predictions predictions =
        Predictions.of(
            List.of(
                constant("ml_g.d=0", 0.1 * number),
                constant("ml_g.d=1", 1 + 0.2 * number),
                constant("ml_m.d=1", 0.4 + 0.01 * number)));
    CausalModel model = AveragePotentialOutcomes.ofAllLevels().withReference("0").on(DATA);
    return repetition(number, model, predictions);
  }

  private static ScoredRepetition repetition(
      int number, CausalModel model, Predictions predictions) {
    SamplingDesign design = SamplingDesign.independent(DATA.rows());
    Map<Parameter, Solution> solutions = new LinkedHashMap<>();
    for (Parameter parameter : model.parameters(DATA).getFirst()) {
      solutions.put(parameter, model.score(DATA, parameter, predictions).solve(design));
    }
    Map<Contrast, Solution> contrasts = new LinkedHashMap<>();
    for (Contrast contrast : model.contrasts(DATA)) {
      LinearScore against = model.score(DATA, contrast.against(), predictions);
      contrasts.put(
          contrast, model.score(DATA, contrast.of(), predictions).minus(against).solve(design));
    }
    Nuisance propensity = model.nuisances(DATA, 0).getLast();
    CandidateLoss candidate =
        new CandidateLoss(
            "ols",
            List.of(0.1 * number),
            Optional.empty(),
            OptionalLong.of(number),
            1,
            Optional.of("failed"),
            List.of());
    NuisanceLoss loss =
        new NuisanceLoss(
            propensity,
            Target.PROBABILITY,
            0.5 + 0.01 * number,
            0.5,
            OptionalDouble.of(0.7 + 0.01 * number),
            OptionalDouble.of(0.7),
            List.of(candidate));
    return new ScoredRepetition(
        number,
        model,
        DATA,
        List.of(
            new ScoredRepetition.Group(
                0, folds(), predictions, List.of(loss), solutions, contrasts)));
  }

  /** A partially linear regression with an instrument, whose predictions are constants too. */
  static ScoredRepetition instrument(int number) {
    Lcg500 sample = new Lcg500();
    CausalData data = sample.builder().treatment("d", sample.d).instrument("z", sample.z).build();
    CausalModel model = PartiallyLinearIv.partiallingOut();
    Predictions predictions =
        Predictions.of(
            List.of(
                constant("ml_l", 0.8 + 0.1 * number),
                constant("ml_r", 0.5 - 0.1 * number),
                constant("ml_m", 0.4 + 0.02 * number)));
    Parameter parameter = new Parameter(0);
    Solution solution =
        model.score(data, parameter, predictions).solve(SamplingDesign.independent(data.rows()));
    return new ScoredRepetition(
        number,
        model,
        data,
        List.of(
            new ScoredRepetition.Group(
                0, folds(), predictions, List.of(), Map.of(parameter, solution), Map.of())));
  }

  /** An interactive regression with the outcomes 0 and the propensity 1/2, and folds in turn. */
  public static ScoredRepetition known(CausalData data, int folds) {
    double[] zero = new double[data.rows()];
    double[] half = IntStream.range(0, data.rows()).mapToDouble(row -> 0.5).toArray();
    Predictions predictions =
        Predictions.of(
            List.of(Column.of("ml_g0", zero), Column.of("ml_g1", zero), Column.of("ml_m", half)));
    Parameter parameter = new Parameter(0);
    Solution solution =
        MODEL.score(data, parameter, predictions).solve(SamplingDesign.independent(data.rows()));
    return new ScoredRepetition(
        0,
        MODEL,
        data,
        List.of(
            new ScoredRepetition.Group(
                0,
                Partition.of(IntStream.range(0, data.rows()).map(row -> row % folds).toArray()),
                predictions,
                List.of(),
                Map.of(parameter, solution),
                Map.of())));
  }

  private static Partition folds() {
    return Lcg500.partitions(1).getFirst();
  }

  /** A repetition of an estimation that kept its predictions. */
  public static ScoredRepetition of(
      CausalModel model, CausalData data, DmlResult result, int number) {
    String ending = ".rep" + number + ".treat0";
    Predictions predictions =
        Predictions.of(
            result.predictions().stream()
                .filter(column -> column.name().endsWith(ending))
                .map(column -> column.named(column.name().replace(ending, "")))
                .toList());
    Parameter parameter = new Parameter(0);
    Solution solution =
        model.score(data, parameter, predictions).solve(SamplingDesign.independent(data.rows()));
    return new ScoredRepetition(
        number,
        model,
        data,
        List.of(
            new ScoredRepetition.Group(
                0,
                Lcg500.partitions(number + 1).get(number),
                predictions,
                List.of(),
                Map.of(parameter, solution),
                Map.of())));
  }

  private static Column constant(String name, double value) {
    return Column.of(name, IntStream.range(0, DATA.rows()).mapToDouble(row -> value).toArray());
  }
}
