package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.CandidateLoss;
import dev.dml.analysis.CandidateLosses;
import dev.dml.analysis.Diagnostics;
import dev.dml.analysis.Estimates;
import dev.dml.analysis.JointInference;
import dev.dml.analysis.KeptPredictions;
import dev.dml.analysis.NuisanceLoss;
import dev.dml.analysis.NuisanceLosses;
import dev.dml.analysis.RobustConfidenceSets;
import dev.dml.analysis.effects.EffectDescription;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.inference.Weighting;
import dev.dml.learner.UnusedColumn;
import dev.dml.model.CausalModel;
import dev.dml.model.Contrast;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.random.Seed;
import dev.dml.result.Answers;
import dev.dml.result.CandidateQuality;
import dev.dml.result.Clustering;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.ReachedPrecision;
import dev.dml.result.RunRecord;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.StoppingRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** What they say so far. */
  PartialEstimate partial() {
    List<PartialEstimate.Part> parts = new ArrayList<>();
    estimates
        .result()
        .forEach(
            (parameter, some) -> {
              Inference inference = aggregate(some);
              double precision =
                  some.size() < 2
                      ? Double.NaN
                      : StoppingRule.share(monteCarloError(some), inference.standardError());
              parts.add(new PartialEstimate.Part(parameter.name(data), inference, precision));
            });
    return new PartialEstimate(repetitions(), parts);
  }

  /** Notes that there would have been more repetitions. */
  void stoppedByCaller() {
    stopped = true;
  }

  private double monteCarloError(List<Estimate> some) {
    Seed seed = new Seed(setup.sampling().seed()).with("monte carlo error");
    return setup.reporting().aggregation().monteCarloError(some, seed);
  }

  /** How many repetitions there are after the next round; as many as now if these are enough. */
  int next(int done) {
    return setup
        .sampling()
        .stopping()
        .map(rule -> rule.next(done, precision(rule).reached()))
        .orElse(done);
  }

  private ReachedPrecision precision(StoppingRule rule) {
    List<Double> shares = partial().parts().stream().map(PartialEstimate.Part::precision).toList();
    return new ReachedPrecision(rule, repetitions(), shares);
  }

  DmlResult result(RunRecord run) {
    List<TreatmentEffect> effects = new ArrayList<>();
    List<NuisanceQuality> nuisances = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    data.preparation().covariates().warning().ifPresent(warnings::add);
    Map<String, UnusedColumn.Reason> unused = unused();
    unused.forEach(
        (column, reason) -> {
          if (reason != UnusedColumn.Reason.CONSTANT) {
            warnings.add(column + " took no part in linear fits, because " + reason);
          }
        });
    List<Clustering> clusters = data.clusters().stream().map(Clustering::of).toList();
    clusters.forEach(each -> each.warning().ifPresent(warnings::add));
    Optional<Weighting> weights =
        data.weights().map(column -> Weighting.of(column.name(), column.toArray()));
    weights.ifPresent(each -> warn(each, warnings));
    Map<Integer, List<NuisanceLoss>> byTreatment = losses.result();
    for (List<Parameter> group : model.parameters(data)) {
      List<NuisanceQuality> qualities =
          byTreatment.get(group.getFirst().treatment()).stream()
              .map(loss -> quality(names(group), group.getFirst().treatment(), loss))
              .toList();
      nuisances.addAll(qualities);
      for (Parameter parameter : group) {
        TreatmentEffect effect = effect(parameter);
        effects.add(effect);
        warnings.addAll(model.warnings(data, parameter.treatment()));
        warnings.addAll(
            new Caution(effect, qualities, data, data.features(parameter.treatment())).warnings());
      }
    }
    List<Sensitivity> sensitivity = confounding.map(ConfoundingQuestion::answer).orElse(List.of());
    warnings.addAll(description.result().warnings());
    sensitivity.forEach(answer -> warnings.addAll(answer.warnings()));
    Optional<ReachedPrecision> precision = setup.sampling().stopping().map(this::precision);
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
        warnings.stream().distinct().toList(),
        data.preparation().withUnused(words(unused)),
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
            model.cells(data)),
        run,
        Optional.empty());
  }

  private void warn(Weighting weights, List<String> warnings) {
    if (weights.isConstant()) {
      warnings.add(
          "the weights "
              + weights.column()
              + " are the same in all rows, so that they change nothing");
    } else if (weights.isDominated(data.rows())) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the weights %s make %d rows worth %.1f that count alike: a few of them decide"
                  + " nearly everything",
              weights.column(),
              data.rows(),
              weights.effectiveRows()));
    }
  }

  /** The columns that some learner leaves out of a fit on all rows, and why. */
  private Map<String, UnusedColumn.Reason> unused() {
    Map<String, UnusedColumn.Reason> unused = new LinkedHashMap<>();
    for (List<Parameter> group : model.parameters(data)) {
      int treatment = group.getFirst().treatment();
      Map<Features, Set<UnusedColumn.Reason>> reasons = new LinkedHashMap<>();
      for (Nuisance nuisance : model.nuisances(data, treatment)) {
        setup
            .learners()
            .learner(nuisance)
            .ifPresent(
                learner ->
                    reasons
                        .computeIfAbsent(nuisance.features(data, treatment), any -> new HashSet<>())
                        .addAll(learner.leavesOut()));
      }
      reasons.forEach(
          (x, some) -> {
            if (!some.isEmpty() && !x.hasMissing()) {
              UnusedColumn.of(x, some)
                  .forEach(column -> unused.putIfAbsent(column.name(), column.reason()));
            }
          });
    }
    return unused;
  }

  private static Map<String, String> words(Map<String, UnusedColumn.Reason> unused) {
    Map<String, String> words = new LinkedHashMap<>();
    unused.forEach(
        (column, reason) -> words.put(column, "took no part in linear fits, because " + reason));
    return words;
  }

  /** The names of the treatments whose parameters share nuisances. */
  private String names(List<Parameter> group) {
    return group.stream()
        .map(parameter -> data.treatments().get(parameter.treatment()).name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private TreatmentEffect effect(Parameter parameter) {
    List<Estimate> repetitions = estimates.result().get(parameter);
    Diagnostics.OfParameter diagnosed = diagnostics.result().get(parameter);
    return new TreatmentEffect(
        data.treatments().get(parameter.treatment()).name(),
        parameter.level(),
        parameter.cell(),
        model.estimand(data, parameter),
        aggregate(repetitions),
        repetitions,
        diagnosed.overlaps(),
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
            "average effect of " + of.name() + " instead of " + against.name(),
            aggregate(repetitions),
            repetitions,
            List.of(),
            List.of(),
            Optional.empty()));
  }

  private Inference aggregate(List<Estimate> repetitions) {
    return setup
        .reporting()
        .aggregation()
        .of(repetitions, data.rows(), setup.reporting().confidenceLevel());
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
        candidates
            .result()
            .getOrDefault(new CandidateLosses.Of(treatment, nuisance.name()), Map.of());
    return setup.learners().candidates(nuisance).stream()
        .filter(candidate -> repetitions.containsKey(candidate.name()))
        .map(candidate -> CandidateQuality.of(candidate, repetitions.get(candidate.name())))
        .toList();
  }
}
