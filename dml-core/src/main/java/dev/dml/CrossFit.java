package dev.dml;

import dev.dml.analysis.NuisanceLoss;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.model.Contrast;
import dev.dml.model.LearnerSlots;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One repetition of cross-fitting for the parameters that share nuisances: it names the tasks, puts
 * their predictions together, and scores them as soon as the last one is there, so that the
 * predictions of many repetitions need not be held at once; only those that another nuisance waits
 * for are.
 */
final class CrossFit {

  private final Design design;
  private final int repetition;
  private final Scoring scoring;

  /** Predictions that are complete: given by the user, or of a wave that is over. */
  private final Map<String, Column> complete;

  /** What no task was named for yet. */
  private final List<Nuisance> waiting;

  private final Map<String, CandidateFits> growing = new LinkedHashMap<>();
  private final List<NuisanceLoss> losses = new ArrayList<>();
  private List<String> wave = List.of();
  private @Nullable Partition partition;
  private int outstanding;
  private boolean scored;

  CrossFit(Design design, int repetition, Scoring scoring) {
    this.design = design;
    this.repetition = repetition;
    this.scoring = scoring;
    this.complete = new LinkedHashMap<>(design.setup.given().of(design.treatment(), repetition));
    this.waiting =
        new ArrayList<>(
            design.nuisances.stream()
                .filter(nuisance -> !complete.containsKey(nuisance.name()))
                .toList());
  }

  /** The 0-based number of the repetition. */
  int repetition() {
    return repetition;
  }

  /** Whether all of it was fitted and handed on. */
  boolean isScored() {
    return scored;
  }

  /** Whether no task is under way. */
  boolean isComplete() {
    return outstanding == 0;
  }

  /** The same, of which nothing is fitted yet. */
  CrossFit again() {
    return new CrossFit(design, repetition, scoring);
  }

  /** The data that all its tasks read. */
  CausalData data() {
    return design.data;
  }

  /** The number of tasks that are still to be named. */
  int size() {
    int fits = waiting.stream().mapToInt(nuisance -> design.candidates(nuisance).size()).sum();
    return fits * folds().length;
  }

  /** The folds that hold rows; of crossed folds some may not. */
  private int[] folds() {
    IntStream folds = IntStream.range(0, design.split.folds(repetition));
    return design.data.clusters().size() == 2
        ? folds.filter(fold -> partition().test(fold).size() > 0).toArray()
        : folds.toArray();
  }

  private Partition partition() {
    return design.split.partition(design.data, design.stratifyBy, repetition);
  }

  /**
   * The tasks whose predictions are all that the next ones wait for, or none if all is scored. The
   * results of earlier ones must have arrived.
   */
  List<NuisanceTask> nextWave() {
    if (scored) {
      return List.of();
    }
    List<Nuisance> ready =
        waiting.stream()
            .filter(nuisance -> complete.keySet().containsAll(nuisance.awaited()))
            .toList();
    if (ready.isEmpty() && !waiting.isEmpty()) {
      throw new IllegalStateException(
          waiting.getFirst().name() + " waits for " + waiting.getFirst().awaited() + " in vain");
    }
    waiting.removeAll(ready);
    Predictions known = Predictions.of(complete.values());
    List<NuisanceTask> tasks =
        ready.stream()
            .map(nuisance -> nuisance.settled(design.data, known))
            .flatMap(this::tasks)
            .toList();
    wave = ready.stream().map(Nuisance::name).toList();
    outstanding = tasks.size();
    if (outstanding == 0) {
      closeWave();
    }
    return tasks;
  }

  private Stream<NuisanceTask> tasks(Nuisance nuisance) {
    return design.candidates(nuisance).stream()
        .flatMap(
            candidate ->
                Arrays.stream(folds())
                    .mapToObj(fold -> design.task(nuisance, candidate, repetition, fold)));
  }

  /** Takes the result of a task of the current wave. */
  void accept(NuisanceTask task, TaskResult result) {
    Partition folds = partition == null ? partition() : partition;
    partition = folds;
    growing
        .computeIfAbsent(
            task.nuisance().name(),
            name -> new CandidateFits(task.nuisance(), design.setup.learners(), folds))
        .add(task, result, design.data);
    outstanding--;
    if (outstanding == 0) {
      closeWave();
    }
  }

  private void closeWave() {
    // In the order of the model, not of arrival: losses are matched between repetitions by it.
    for (String name : wave) {
      CandidateFits.Combined combined =
          Objects.requireNonNull(growing.get(name)).combined(design.data);
      losses.add(combined.loss());
      complete.put(name, combined.column());
    }
    growing.clear();
    if (waiting.isEmpty()) {
      score(partition == null ? partition() : partition);
    }
    partition = null;
  }

  private void score(Partition folds) {
    Predictions predictions = Predictions.of(complete.values());
    complete.clear();
    SamplingDesign sampled = sampled(folds);
    Map<Parameter, LinearScore> scores = new LinkedHashMap<>();
    for (Parameter parameter : design.parameters) {
      scores.put(parameter, design.setup.model().score(design.data, parameter, predictions));
    }
    Map<Parameter, Solution> solutions = new LinkedHashMap<>();
    scores.forEach((parameter, score) -> solutions.put(parameter, score.solve(sampled)));
    Map<Contrast, Solution> contrasts = new LinkedHashMap<>();
    for (Contrast contrast : design.contrasts) {
      contrasts.put(
          contrast,
          Objects.requireNonNull(scores.get(contrast.of()))
              .minus(Objects.requireNonNull(scores.get(contrast.against())))
              .solve(sampled));
    }
    scored = true;
    scoring.accept(
        repetition,
        new ScoredRepetition.Group(
            design.treatment(), folds, predictions, losses, solutions, contrasts));
  }

  private SamplingDesign sampled(Partition folds) {
    CausalData data = design.data;
    Optional<double[]> weights = data.relativeWeights();
    List<double[]> clusters = data.clusters().stream().map(Column::toArray).toList();
    return switch (clusters.size()) {
      case 0 ->
          weights.map(SamplingDesign::weighted).orElse(SamplingDesign.independent(data.rows()));
      case 1 -> SamplingDesign.clustered(clusters.getFirst(), folds.folds(0), weights);
      default ->
          SamplingDesign.clustered(
              clusters.get(0), folds.folds(0), clusters.get(1), folds.folds(1), weights);
    };
  }

  /** What all repetitions of the parameters that share nuisances have in common. */
  record Design(
      Setup setup,
      CausalData data,
      List<Parameter> parameters,
      List<Contrast> contrasts,
      List<Nuisance> nuisances,
      List<String> stratifyBy,
      Split split) {

    static Design of(Setup setup, CausalData data, List<Parameter> parameters) {
      int treatment = parameters.getFirst().treatment();
      return new Design(
          setup,
          data,
          parameters,
          setup.model().contrasts(data).stream()
              .filter(contrast -> parameters.contains(contrast.of()))
              .toList(),
          setup.model().nuisances(data, treatment),
          setup.model().stratifyBy(data, treatment),
          setup.sampling().split(data));
    }

    /** The position of the treatment that names the tasks. */
    int treatment() {
      return parameters.getFirst().treatment();
    }

    List<Candidate> candidates(Nuisance nuisance) {
      return setup.learners().candidates(nuisance);
    }

    NuisanceTask task(Nuisance nuisance, Candidate candidate, int repetition, int fold) {
      TaskId id = new TaskId(treatment(), repetition, nuisance.name(), candidate.name(), fold);
      return new NuisanceTask(
          id,
          nuisance,
          LearnerSlots.target(candidate.learner(), nuisance.targets()).orElseThrow(),
          candidate.learner(),
          split,
          stratifyBy,
          nuisance.domain().half().isPresent()
              ? id.sharedSeed(setup.sampling().seed())
              : id.seed(setup.sampling().seed()),
          nuisance.firstStage().map(this::stage));
    }

    private NuisanceTask.Stage stage(Nuisance fitted) {
      Learner learner = setup.learners().learner(fitted).orElseThrow();
      return new NuisanceTask.Stage(
          LearnerSlots.target(learner, fitted.targets()).orElseThrow(), learner);
    }
  }
}
