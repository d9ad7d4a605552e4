package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.inference.Estimate;
import dev.dml.inference.Mean;
import dev.dml.learner.UnusedColumn;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Makes the result of the finished repetitions. */
final class Conclusion {

  private final CausalModel model;
  private final CausalData data;
  private final LearnerSlots learners;
  private final Sampling sampling;
  private final Reporting reporting;
  private final List<CrossFit> crossFits;

  Conclusion(
      CausalModel model,
      CausalData data,
      LearnerSlots learners,
      Sampling sampling,
      Reporting reporting,
      List<CrossFit> crossFits) {
    this.model = model;
    this.data = data;
    this.learners = learners;
    this.sampling = sampling;
    this.reporting = reporting;
    this.crossFits = crossFits;
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
    for (int treatment = 0; treatment < data.treatments().size(); treatment++) {
      List<CrossFit.Repetition> repetitions = repetitions(treatment);
      TreatmentEffect effect = effect(treatment, repetitions);
      List<NuisanceQuality> qualities = qualities(together(treatment), repetitions);
      effects.add(effect);
      nuisances.addAll(qualities);
      warnings.addAll(model.warnings(data, treatment));
      warnings.addAll(new Caution(effect, qualities).warnings());
    }
    return new DmlResult(
        model.name(),
        model.scoreName(),
        reporting.aggregation(),
        data.rows(),
        sampling.folds(),
        sampling.seed(),
        effects,
        nuisances,
        warnings.stream().distinct().toList(),
        data.preparation().withUnused(words(unused)),
        data.digest(),
        predictions(),
        run,
        Optional.empty());
  }

  /** The columns that some learner leaves out of a fit on all rows, and why. */
  private Map<String, UnusedColumn.Reason> unused() {
    Map<String, UnusedColumn.Reason> unused = new LinkedHashMap<>();
    for (List<Integer> group : model.together(data)) {
      Features x = data.features(group.getFirst());
      Set<UnusedColumn.Reason> reasons =
          model.nuisances(data, group.getFirst()).stream()
              .flatMap(nuisance -> learners.learner(nuisance).stream())
              .flatMap(learner -> learner.leavesOut().stream())
              .collect(Collectors.toSet());
      if (!reasons.isEmpty() && !x.hasMissing()) {
        UnusedColumn.of(x, reasons)
            .forEach(column -> unused.putIfAbsent(column.name(), column.reason()));
      }
    }
    return unused;
  }

  private static Map<String, String> words(Map<String, UnusedColumn.Reason> unused) {
    Map<String, String> words = new LinkedHashMap<>();
    unused.forEach(
        (column, reason) -> words.put(column, "took no part in linear fits, because " + reason));
    return words;
  }

  private List<CrossFit.Repetition> repetitions(int treatment) {
    return crossFits.stream()
        .filter(crossFit -> crossFit.treatments().contains(treatment))
        .map(crossFit -> crossFit.finished(treatment))
        .toList();
  }

  /** The names of a treatment and those that share its nuisances. */
  private String together(int treatment) {
    return model.together(data).stream()
        .filter(group -> group.contains(treatment))
        .flatMap(List::stream)
        .map(each -> data.treatments().get(each).name())
        .collect(Collectors.joining(", "));
  }

  private TreatmentEffect effect(int treatment, List<CrossFit.Repetition> repetitions) {
    List<Estimate> estimates = repetitions.stream().map(CrossFit.Repetition::estimate).toList();
    return new TreatmentEffect(
        data.treatments().get(treatment).name(),
        model.estimand(data, treatment),
        reporting.aggregation().of(estimates, data.rows(), reporting.confidenceLevel()),
        estimates,
        repetitions.stream().flatMap(repetition -> repetition.overlap().stream()).toList(),
        repetitions.stream().flatMap(repetition -> repetition.firstStage().stream()).toList());
  }

  private List<NuisanceQuality> qualities(String treatment, List<CrossFit.Repetition> repetitions) {
    List<NuisanceQuality> qualities = new ArrayList<>();
    for (int i = 0; i < repetitions.getFirst().losses().size(); i++) {
      int position = i;
      qualities.add(
          quality(
              treatment,
              repetitions.stream().map(repetition -> repetition.losses().get(position)).toList()));
    }
    return qualities;
  }

  private NuisanceQuality quality(String treatment, List<OutOfFold.Loss> losses) {
    OutOfFold.Loss first = losses.getFirst();
    return new NuisanceQuality(
        treatment,
        first.nuisance().name(),
        LearnerSlots.label(learners.learner(first.nuisance()).orElseThrow()),
        first.nuisance().response().label(),
        first.target(),
        mean(losses, OutOfFold.Loss::rmse),
        mean(losses, OutOfFold.Loss::constantRmse),
        meanOf(losses, OutOfFold.Loss::logLoss),
        meanOf(losses, OutOfFold.Loss::constantLogLoss));
  }

  private static double mean(List<OutOfFold.Loss> losses, ToDoubleFunction<OutOfFold.Loss> value) {
    return Mean.of(losses.size(), i -> value.applyAsDouble(losses.get(i)));
  }

  private static OptionalDouble meanOf(
      List<OutOfFold.Loss> losses, Function<OutOfFold.Loss, OptionalDouble> value) {
    return value.apply(losses.getFirst()).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(mean(losses, loss -> value.apply(loss).orElseThrow()));
  }

  private List<Column> predictions() {
    return crossFits.stream()
        .flatMap(
            crossFit -> crossFit.finished(crossFit.treatments().getFirst()).predictions().stream())
        .toList();
  }
}
