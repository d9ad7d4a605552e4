package dev.dml.study;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.task.NuisanceTask;
import dev.dml.usage.Usd;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import dev.dml.wire.study.Planned;
import dev.dml.wire.study.Study;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a study will do, known before it does it: how many fits there are, how many of them differ,
 * and how long they take, from one fit of each kind.
 *
 * @param estimations how many there are
 * @param fits how many fits they need, if repetitions are as many as they may be
 * @param distinct how many of these are left if equal ones are made once
 * @param processorSeconds what these take on one core of this machine
 * @param problems what is wrong with estimations, each said once
 */
public record StudyPlan(
    int estimations, long fits, long distinct, double processorSeconds, List<String> problems) {

  /** Of more points than that, evenly spaced ones are looked at. */
  private static final int MOST_POINTS = 500;

  /** So long fits are timed. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /**
   * Looks at the estimations of the first data set.
   *
   * @param second what a second of fits costs, if it costs anything
   */
  public static StudyPlan of(Study study, DataFiles files, Optional<Usd> second) {
    StudyGroup group = StudyGroup.ofData(files);
    Set<String> kinds = new HashSet<>();
    Map<String, Integer> problems = new LinkedHashMap<>();
    int step = Math.ceilDiv(study.points(), MOST_POINTS);
    int looked = 0;
    long fits = 0;
    long distinct = 0;
    double seconds = 0;
    double timed = 0;
    long began = System.nanoTime();
    for (int point = 0; point < study.points(); point += step) {
      looked++;
      try {
        Planned planned = study.estimation(point);
        CausalData data = group.data(planned);
        Estimation unpaid = Estimation.of(planned.spec(), data);
        DoubleMachineLearning estimator = second.map(unpaid::paying).orElse(unpaid).estimator();
        int own = estimator.fits(data);
        fits += own;
        CausalData observed = estimator.observed(data);
        for (NuisanceTask task : estimator.samples(data)) {
          int same = Math.multiplyExact(task.split().folds(0), estimator.mostRepetitions());
          own -= same;
          if (kinds.add(TaskBatch.key(Inputs.of(observed, task.split()), task))) {
            distinct += same;
            if (System.nanoTime() - began < PATIENCE_NANOS) {
              // The first time is slower than those that follow.
              task.run(observed);
              seconds += same * (task.run(observed).cpuNanos() / 1e9);
              timed += same;
            }
          }
        }
        // What needs the predictions of others is fitted for each estimation by itself.
        distinct += own;
      } catch (InvalidInput e) {
        problems.merge(e.problems().getFirst(), 1, Integer::sum);
      }
    }
    int seen = looked;
    double more = (double) study.size() / Math.max(1, seen);
    return new StudyPlan(
        study.size(),
        Math.round(fits * more),
        Math.round(distinct * more),
        timed == 0 ? 0 : seconds / timed * distinct * more,
        problems.entrySet().stream()
            .map(e -> e.getValue() + " of " + seen + ": " + e.getKey())
            .toList());
  }
}
