package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Estimate;
import dev.dml.model.CausalModel;
import dev.dml.model.FirstStage;
import dev.dml.model.LearnerSlots;
import dev.dml.model.Nuisance;
import dev.dml.model.Overlap;
import dev.dml.model.Predictions;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One repetition of cross-fitting for one treatment, or for several that share nuisances: it names
 * the tasks, puts their predictions together, and turns them into an estimate as soon as the last
 * one is there, so that the predictions of many repetitions need not be held at once; only those of
 * a first wave are, until the second.
 */
final class CrossFit {

  private final Design design;
  private final int repetition;

  /** Predictions that are complete: given by the user, or of a wave that is over. */
  private final Map<String, Column> complete;

  private final Map<String, OutOfFold> growing = new LinkedHashMap<>();
  private final List<OutOfFold.Loss> losses = new ArrayList<>();
  private List<String> wave = List.of();
  private Partition partition;
  private int outstanding;
  private boolean lastWave;
  private List<Repetition> finished;

  CrossFit(Design design, int repetition, Map<String, Column> given) {
    this.design = design;
    this.repetition = repetition;
    this.complete = new LinkedHashMap<>(given);
  }

  /** The number of tasks of both waves. */
  int size() {
    long nuisances =
        design.nuisances.stream().filter(nuisance -> !complete.containsKey(nuisance.name())).count()
            + design.model.secondWaveNames().stream()
                .filter(name -> !complete.containsKey(name))
                .count();
    return (int) nuisances * design.split.folds(repetition);
  }

  /** The tasks that need the data alone. */
  List<NuisanceTask> firstWave() {
    lastWave = design.model.secondWaveNames().isEmpty();
    return tasks(design.nuisances);
  }

  /** The tasks that need the predictions of the first wave, all of which must have arrived. */
  List<NuisanceTask> secondWave() {
    if (lastWave) {
      return List.of();
    }
    lastWave = true;
    Predictions first = Predictions.of(complete.values());
    return tasks(design.model.secondWave(design.data, design.treatment(), first));
  }

  private List<NuisanceTask> tasks(List<Nuisance> nuisances) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : nuisances) {
      if (!complete.containsKey(nuisance.name())) {
        for (int fold = 0; fold < design.split.folds(repetition); fold++) {
          tasks.add(design.task(nuisance, repetition, fold));
        }
      }
    }
    wave = tasks.stream().map(task -> task.nuisance().name()).distinct().toList();
    outstanding = tasks.size();
    return tasks;
  }

  /** Takes the result of a task of the current wave. */
  void accept(NuisanceTask task, TaskResult result) {
    if (partition == null) {
      partition = design.split.partition(design.data, design.stratifyBy, repetition);
    }
    growing
        .computeIfAbsent(
            task.nuisance().name(),
            name -> new OutOfFold(task.nuisance(), task.target(), partition))
        .add(result);
    outstanding--;
    if (outstanding == 0) {
      closeWave();
    }
  }

  private void closeWave() {
    // In the order of the model, not of arrival: losses are matched between repetitions by it.
    for (String name : wave) {
      OutOfFold nuisance = growing.get(name);
      losses.add(nuisance.loss(design.data));
      Column column = nuisance.column();
      complete.put(column.name(), column);
    }
    growing.clear();
    partition = null;
    if (lastWave) {
      finish();
    }
  }

  /** The positions of the treatments that are estimated from these nuisances. */
  List<Integer> treatments() {
    return design.treatments;
  }

  /** The repetition of one of its treatments, once all tasks of all waves are done. */
  Repetition finished(int treatment) {
    if (finished == null) {
      finish();
    }
    return finished.get(design.treatments.indexOf(treatment));
  }

  private void finish() {
    Predictions predictions = Predictions.of(complete.values());
    finished = design.treatments.stream().map(each -> repetition(each, predictions)).toList();
    complete.clear();
  }

  private Repetition repetition(int treatment, Predictions predictions) {
    CausalModel model = design.model;
    boolean first = treatment == design.treatment();
    return new Repetition(
        model.score(design.data, treatment, predictions).solve(),
        first ? List.copyOf(losses) : List.of(),
        model.overlap(design.data, treatment, predictions),
        model.firstStage(design.data, treatment, predictions),
        first && design.keepPredictions ? columns() : List.of());
  }

  private List<Column> columns() {
    return complete.values().stream()
        .map(column -> column.named(TaskId.column(column.name(), repetition, design.treatment())))
        .toList();
  }

  /** What all repetitions of one treatment, or of several that share nuisances, have in common. */
  record Design(
      CausalModel model,
      CausalData data,
      List<Integer> treatments,
      List<Nuisance> nuisances,
      List<String> stratifyBy,
      LearnerSlots learners,
      Split split,
      long seed,
      boolean keepPredictions) {

    static Design of(
        CausalModel model,
        CausalData data,
        List<Integer> treatments,
        LearnerSlots learners,
        Sampling sampling,
        Reporting reporting) {
      return new Design(
          model,
          data,
          treatments,
          model.nuisances(data, treatments.getFirst()),
          model.stratifyBy(data, treatments.getFirst()),
          learners,
          sampling.split(),
          sampling.seed(),
          reporting.keepPredictions());
    }

    /** The position of the treatment that names the tasks. */
    int treatment() {
      return treatments.getFirst();
    }

    NuisanceTask task(Nuisance nuisance, int repetition, int fold) {
      TaskId id = new TaskId(treatment(), repetition, nuisance.name(), fold);
      return new NuisanceTask(
          id,
          nuisance,
          learners.target(nuisance).orElseThrow(),
          learners.learner(nuisance).orElseThrow(),
          split,
          stratifyBy,
          id.seed(seed));
    }
  }

  /** What is left of a repetition when its predictions have served. */
  record Repetition(
      Estimate estimate,
      List<OutOfFold.Loss> losses,
      Optional<Overlap> overlap,
      Optional<FirstStage> firstStage,
      List<Column> predictions) {}
}
