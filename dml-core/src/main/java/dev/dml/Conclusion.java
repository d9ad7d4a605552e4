package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.CandidateLosses;
import dev.dml.analysis.Diagnostics;
import dev.dml.analysis.Estimates;
import dev.dml.analysis.JointInference;
import dev.dml.analysis.KeptPredictions;
import dev.dml.analysis.NuisanceLosses;
import dev.dml.analysis.RobustConfidenceSets;
import dev.dml.analysis.effects.EffectDescription;
import dev.dml.analysis.effects.PreTreatmentTests;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.caution.Caution;
import dev.dml.caution.Warnings;
import dev.dml.data.CausalData;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.inference.Weighting;
import dev.dml.model.CausalModel;
import dev.dml.model.Contrast;
import dev.dml.model.Parameter;
import dev.dml.random.Seed;
import dev.dml.result.Answers;
import dev.dml.result.Clustering;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.ReachedPrecision;
import dev.dml.result.RunRecord;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.StoppingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks the analyses that a result needs, and makes it of their answers. */
final class Conclusion {

  private final Setup setup;
  private final CausalModel model;
  private final CausalData data;
  private final Estimates<Parameter> estimates = Estimates.ofParameters();
  private final Estimates<Contrast> contrasts = Estimates.ofContrasts();
  private final Optional<JointInference> joint;
  private final NuisanceLosses losses = new NuisanceLosses();
  private final CandidateLosses candidates = new CandidateLosses();
  private final Diagnostics diagnostics = new Diagnostics();
  private final RobustConfidenceSets robustSets;
  private final EffectDescription description;
  private final Averaging averaging;
  private final Optional<PreTreatmentTests> preTreatment;
  private final KeptPredictions predictions = new KeptPredictions();
  private final Optional<ConfoundingQuestion> confounding;
  private boolean stopped;

  Conclusion(Setup setup, CausalData data) {
    this.setup = setup;
    this.model = setup.model();
    this.data = data;
    this.robustSets = new RobustConfidenceSets(setup.reporting().confidenceLevel());
    this.description =
        new EffectDescription(
            setup.reporting().heterogeneity(),
            data,
            setup.sampling().seed(),
            setup.reporting().aggregation(),
            setup.reporting().confidenceLevel());
    Reporting reporting = setup.reporting();
    this.joint =
        reporting
            .joint()
            .map(
                bootstrap ->
                    new JointInference(
                        bootstrap,
                        setup.sampling().seed(),
                        reporting.aggregation(),
                        reporting.confidenceLevel()));
    this.averaging = new Averaging(setup, data);
    this.preTreatment =
        model
            .preTreatmentEffects(data)
            .map(
                effects ->
                    new PreTreatmentTests(
                        effects, reporting.aggregation(), reporting.confidenceLevel()));
    this.confounding = reporting.confounding().map(asked -> new ConfoundingQuestion(setup, data));
  }

  /** What has to take every repetition before {@link #result} is asked. */
  List<Analysis<?>> analyses() {
    List<Analysis<?>> analyses =
        new ArrayList<>(
            List.of(
                estimates, contrasts, losses, candidates, diagnostics, robustSets, description));
    joint.ifPresent(analyses::add);
    analyses.addAll(averaging.analyses());
    preTreatment.ifPresent(analyses::add);
    if (setup.reporting().keepPredictions()) {
      analyses.add(predictions);
    }
    confounding.ifPresent(question -> analyses.add(question.analysis()));
    return analyses;
  }

  /** Further estimations, each without some covariates, that its answers need. */
  List<ConfoundingQuestion.Without> benchmarks() {
    return confounding.stream().flatMap(question -> question.benchmarks().stream()).toList();
  }

  /** How many repetitions are whole. */
  int repetitions() {
    return estimates.count();
  }

  /** How many are whole before the first that is not. */
  int leading() {
    return estimates.leading();
  }

  /** What they say so far. */
  PartialEstimate partial() {
    return partial(repetitions());
  }

  private PartialEstimate partial(int first) {
    List<PartialEstimate.Part> parts = new ArrayList<>();
    estimates
        .result()
        .forEach(
            (parameter, all) -> {
              List<Estimate> some = all.subList(0, first);
              Inference inference = aggregate(some);
              double precision =
                  some.size() < 2
                      ? Double.NaN
                      : StoppingRule.share(monteCarloError(some), inference.standardError());
              parts.add(new PartialEstimate.Part(parameter.name(data), inference, precision));
            });
    return new PartialEstimate(first, parts);
  }

  /** Notes that there would have been more repetitions. */
  void stoppedByCaller() {
    stopped = true;
  }

  private double monteCarloError(List<Estimate> some) {
    Seed seed = new Seed(setup.sampling().seed()).with("monte carlo error");
    return setup.reporting().aggregation().monteCarloError(some, seed);
  }

  /** The largest precision of all estimates after the first so many repetitions. */
  double reached(int first) {
    return ReachedPrecision.worst(shares(first));
  }

  private List<Double> shares(int first) {
    return partial(first).parts().stream().map(PartialEstimate.Part::precision).toList();
  }

  private ReachedPrecision precision(StoppingRule rule, Optional<Integer> sufficient) {
    return new ReachedPrecision(rule, repetitions(), sufficient, shares(repetitions()));
  }

  /**
   * The result.
   *
   * @param sufficient after how many repetitions they were found to be enough, if they were
   */
  DmlResult result(RunRecord run, Optional<Integer> sufficient) {
    List<TreatmentEffect> effects = new ArrayList<>();
    List<NuisanceQuality> nuisances = new ArrayList<>();
    Warnings warnings = new Warnings();
    data.preparation().covariates().warning().ifPresent(warnings::add);
    UnusedColumns unused = UnusedColumns.of(setup, data);
    warnings.addAll(unused.warnings());
    List<Clustering> clusters = data.clusters().stream().map(Clustering::of).toList();
    clusters.forEach(each -> each.warning().ifPresent(warnings::add));
    Optional<Weighting> weights =
        data.weights().map(column -> Weighting.of(column.name(), column.toArray()));
    weights.flatMap(each -> each.warning(data.rows())).ifPresent(warnings::add);
    Qualities known = new Qualities(setup, data, losses.result(), candidates.result());
    for (List<Parameter> group : model.parameters(data)) {
      List<NuisanceQuality> qualities = known.of(group);
      nuisances.addAll(qualities);
      for (Parameter parameter : group) {
        TreatmentEffect effect = effect(parameter);
        effects.add(effect);
        warnings.addAll(model.warnings(data, parameter.treatment()));
        new Caution(effect, qualities, data, data.features(parameter.treatment())).warn(warnings);
      }
    }
    List<Sensitivity> sensitivity = confounding.map(ConfoundingQuestion::answer).orElse(List.of());
    warnings.addAll(description.result().warnings());
    sensitivity.forEach(answer -> warnings.addAll(answer.warnings()));
    Optional<ReachedPrecision> precision =
        setup.sampling().stopping().map(rule -> precision(rule, sufficient));
    if (stopped && repetitions() < setup.sampling().repetitions()) {
      warnings.add("the run was stopped after " + repetitions() + " repetitions");
    } else {
      precision.flatMap(ReachedPrecision::warning).ifPresent(warnings::add);
    }
    return new DmlResult(
        model.name(),
        model.scoreName(),
        setup.reporting().aggregation(),
        data.rows(),
        setup.sampling().folds(),
        setup.sampling().seed(),
        effects,
        nuisances,
        warnings.sentences(),
        data.preparation().withUnused(unused.words()),
        data.digest(),
        predictions.result(),
        clusters,
        weights,
        new Answers(
            contrasts(effects),
            joint.map(JointInference::result),
            description.result(),
            sensitivity,
            precision,
            averaging.result(confounding.map(ConfoundingQuestion::ofAverages).orElse(Map.of())),
            preTreatment.map(PreTreatmentTests::result),
            model.cells(data)),
        run,
        Optional.empty());
  }

  private TreatmentEffect effect(Parameter parameter) {
    List<Estimate> repetitions = Objects.requireNonNull(estimates.result().get(parameter));
    Diagnostics.OfParameter diagnosed = Objects.requireNonNull(diagnostics.result().get(parameter));
    return new TreatmentEffect(
        data.treatments().get(parameter.treatment()).name(),
        parameter.level(),
        parameter.cell(),
        model.estimand(data, parameter),
        aggregate(repetitions),
        repetitions,
        diagnosed.overlaps(),
        diagnosed.selections(),
        diagnosed.firstStages(),
        Optional.ofNullable(robustSets.result().get(parameter)));
  }

  /** The differences of effects, which stand in the order of the parameters. */
  private List<EffectContrast> contrasts(List<TreatmentEffect> effects) {
    List<Parameter> parameters = model.parameters(data).stream().flatMap(List::stream).toList();
    List<EffectContrast> all = new ArrayList<>();
    contrasts
        .result()
        .forEach(
            (contrast, repetitions) ->
                all.add(
                    contrast(
                        effects.get(parameters.indexOf(contrast.of())),
                        effects.get(parameters.indexOf(contrast.against())),
                        repetitions)));
    return all;
  }

  private EffectContrast contrast(
      TreatmentEffect of, TreatmentEffect against, List<Estimate> repetitions) {
    return new EffectContrast(
        of,
        against,
        new TreatmentEffect(
            of.treatment(),
            Optional.empty(),
            Optional.empty(),
            "average effect of " + called(of) + " instead of " + called(against),
            aggregate(repetitions),
            repetitions,
            List.of(),
            List.of(),
            Optional.empty()));
  }

  private String called(TreatmentEffect effect) {
    return new ColumnLabels(data.preparation().labels()).of(effect.name());
  }

  private Inference aggregate(List<Estimate> repetitions) {
    return setup
        .reporting()
        .aggregation()
        .of(repetitions, data.rows(), setup.reporting().confidenceLevel());
  }
}
