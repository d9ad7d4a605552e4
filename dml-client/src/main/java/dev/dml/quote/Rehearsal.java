package dev.dml.quote;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.billing.Ledger;
import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TuningSearch;
import dev.dml.split.Partition;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.stored.StoredData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A backend that runs a few tasks of each nuisance and learns how long they take; the others it
 * answers with a constant, so that an estimator goes on to its second wave. What the estimator
 * makes of that is worth nothing.
 *
 * <p>Tasks run in rounds of one of each nuisance, for at least three rounds and then for some
 * seconds, because the first fits of a process are slower than the later ones.
 *
 * <p>On this machine the tasks of the first three rounds run in processes of their own, which are
 * kept; so the n-th time of a nuisance is that of a process which has had n - 1 fits, of whatever
 * nuisance. If there are more nuisances than processes that this machine may have at once, they
 * take turns in groups, each in new processes. After that one of the processes has the tasks of all
 * nuisances in turn: it becomes as warm as an environment that has many fits, which several would
 * not in the same time. The seconds are those of a processor, and five times as many at most that
 * elapse: beside other work, the same fits are made as without. A later wave finds the processes of
 * the wave before.
 */
public final class Rehearsal implements ForwardingBackend {

  private static final int FEWEST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 100;
  private static final long PATIENCE_NANOS = 12_000_000_000L;
  private static final int MOST_SLOWED = 5;

  /** Fits go into one request up to so much time of the round before. */
  private static final long LONGEST_REQUEST_NANOS = 500_000_000L;

  private final Backend inner;
  private final Optional<FreshProcesses> processes;
  private final IntFunction<WaveTimes> times;
  private final List<RunSize.Fits> fits = new ArrayList<>();
  private int repetitionBatches;
  private int waves;
  private long dataBytes;
  private long predictions;
  private Optional<String> interruption = Optional.empty();

  private Rehearsal(
      Backend inner, Optional<FreshProcesses> processes, IntFunction<WaveTimes> times) {
    this.inner = inner;
    this.processes = processes;
    this.times = times;
  }

  /** A rehearsal on this machine, which runs few tasks again and again. */
  public static Rehearsal here(FreshProcesses processes) {
    return new Rehearsal(processes, Optional.of(processes), wave -> WaveTimes.here());
  }

  /**
   * A rehearsal on a deployed function, which runs each task once: the result of a second time
   * would be the one that was kept from the first. If its budget ends, or AWS refuses to go on,
   * what it measured before is enough, as long as that is one task of each nuisance; then there is
   * an {@link #interruption}.
   *
   * @param deployed sends every task by itself
   * @param ledger is told of its attempts, each before its result is handed on
   */
  public static Rehearsal on(Backend deployed, Ledger ledger) {
    return new Rehearsal(deployed, Optional.empty(), wave -> WaveTimes.onLambda(ledger, wave == 0));
  }

  /** Why fewer fits were measured than intended, if that is so, and what that leaves. */
  public Optional<String> interruption() {
    return interruption;
  }

  @Override
  public Backend inner() {
    return inner;
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    for (List<NuisanceTask> wave = tasks; !wave.isEmpty(); ) {
      Map<TaskId, TaskResult> measured = measure(data, wave);
      wave = deliver(data, wave, measured, sink);
    }
  }

  private Map<TaskId, TaskResult> measure(CausalData data, List<NuisanceTask> tasks) {
    Map<TaskId.Kind, List<NuisanceTask>> byKind = byKind(tasks);
    dataBytes = StoredData.bytes(data);
    count(byKind, data);
    Map<TaskId, TaskResult> results = new HashMap<>();
    WaveTimes seconds = times.apply(waves);
    try {
      Consumer<TaskResult> timed =
          result -> {
            results.put(result.id(), result);
            seconds.add(result);
          };
      if (processes.isPresent()) {
        measureHere(data, List.copyOf(byKind.values()), processes.get(), seconds, Sink.of(timed));
      } else {
        measureThere(data, List.copyOf(byKind.values()), Sink.of(timed));
      }
    } catch (StoppedRunException e) {
      if (!byKind.keySet().stream().allMatch(seconds::has)) {
        throw e;
      }
      interruption = Optional.of(String.join("; ", e.beyondProgress()));
    }
    int wave = waves++;
    byKind.forEach(
        (kind, all) ->
            fits.add(
                new RunSize.Fits(
                    kind.toString(),
                    all.getFirst().alike(),
                    wave,
                    all.size(),
                    seconds.measured(kind),
                    seconds.sample(kind),
                    tuning(all.getFirst().learner()))));
    return results;
  }

  private static Optional<Duration> tuning(Learner learner) {
    return learner instanceof Tuned tuned && tuned.search() instanceof TuningSearch.Timed timed
        ? Optional.of(timed.limit())
        : Optional.empty();
  }

  private static Map<TaskId.Kind, List<NuisanceTask>> byKind(List<NuisanceTask> tasks) {
    Map<TaskId.Kind, List<NuisanceTask>> byKind = new LinkedHashMap<>();
    for (NuisanceTask task : tasks) {
      byKind.computeIfAbsent(task.id().kind(), kind -> new ArrayList<>()).add(task);
    }
    return byKind;
  }

  private void count(Map<TaskId.Kind, List<NuisanceTask>> byKind, CausalData data) {
    Set<List<Integer>> batches = new HashSet<>();
    byKind.forEach(
        (kind, tasks) -> {
          Set<Integer> repetitions = new HashSet<>();
          for (NuisanceTask task : tasks) {
            repetitions.add(task.id().repetition());
            batches.add(List.of(task.id().treatment(), task.id().repetition()));
          }
          // The folds of a repetition together predict every row of a nuisance once.
          Rows predicted = tasks.getFirst().nuisance().predicted(data, Rows.all(data.rows()));
          predictions += (long) repetitions.size() * predicted.size();
        });
    repetitionBatches += batches.size();
  }

  private void measureHere(
      CausalData data,
      List<List<NuisanceTask>> kinds,
      FreshProcesses here,
      WaveTimes seconds,
      Sink results) {
    int atOnce = here.atOnce(data);
    for (int from = 0; from < kinds.size(); from += atOnce) {
      if (from > 0) {
        here.renew();
      }
      List<List<NuisanceTask>> group = kinds.subList(from, Math.min(kinds.size(), from + atOnce));
      for (int round = 0; round < FEWEST_ROUNDS; round++) {
        here.run(data, taken(group, round), results);
      }
    }
    seconds.goOn(FEWEST_ROUNDS);
    long began = System.nanoTime();
    AtomicLong worked = new AtomicLong();
    Map<TaskId.Kind, Long> took = new HashMap<>();
    Consumer<TaskResult> counted =
        result -> {
          worked.addAndGet(result.cpuNanos());
          took.put(result.id().kind(), result.cpuNanos());
          var _ = results.accept(result);
        };
    for (int round = FEWEST_ROUNDS; round < MOST_ROUNDS; round++) {
      for (List<NuisanceTask> request : requests(taken(kinds, round), took)) {
        if (Math.max(worked.get(), (System.nanoTime() - began) / MOST_SLOWED) > PATIENCE_NANOS) {
          return;
        }
        here.runTogether(data, request, counted);
      }
    }
  }

  /**
   * Short fits go together, as in a batch: asking for each by itself would have the process compile
   * what asks, on the account of the fits.
   */
  private static List<List<NuisanceTask>> requests(
      List<NuisanceTask> tasks, Map<TaskId.Kind, Long> took) {
    List<List<NuisanceTask>> requests = new ArrayList<>();
    long expected = LONGEST_REQUEST_NANOS;
    for (NuisanceTask task : tasks) {
      if (expected >= LONGEST_REQUEST_NANOS) {
        requests.add(new ArrayList<>());
        expected = 0;
      }
      requests.getLast().add(task);
      expected += took.getOrDefault(task.id().kind(), LONGEST_REQUEST_NANOS);
    }
    return requests;
  }

  /** A task of each kind, another one in each round until there are none. */
  private static List<NuisanceTask> taken(List<List<NuisanceTask>> kinds, int round) {
    return kinds.stream().map(tasks -> tasks.get(round % tasks.size())).toList();
  }

  private void measureThere(CausalData data, List<List<NuisanceTask>> kinds, Sink results) {
    long began = System.nanoTime();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (round >= FEWEST_ROUNDS && System.nanoTime() - began > PATIENCE_NANOS) {
        return;
      }
      int position = round;
      List<NuisanceTask> few =
          kinds.stream()
              .filter(tasks -> position < tasks.size())
              .map(tasks -> tasks.get(position))
              .toList();
      if (few.isEmpty()) {
        return;
      }
      inner.run(data, few, results);
    }
  }

  /** Returns the tasks of the next wave: all that waited for these. */
  private static List<NuisanceTask> deliver(
      CausalData data, List<NuisanceTask> tasks, Map<TaskId, TaskResult> results, Sink sink) {
    List<NuisanceTask> further = new ArrayList<>();
    Map<TaskId.Kind, Double> means = new HashMap<>();
    results.forEach((id, result) -> means.put(id.kind(), result.trainingMean()));
    Map<List<String>, Partition> drawn = new HashMap<>();
    int repetition = tasks.getFirst().id().repetition();
    for (NuisanceTask task : tasks) {
      if (results.containsKey(task.id())) {
        further.addAll(sink.accept(results.get(task.id())));
        continue;
      }
      if (task.id().repetition() != repetition) {
        repetition = task.id().repetition();
        drawn.clear();
      }
      Partition partition =
          drawn.computeIfAbsent(task.stratifyBy(), variables -> partition(task, data));
      Rows predicted = task.nuisance().predicted(data, partition.test(task.id().fold()));
      double mean = means.getOrDefault(task.id().kind(), Double.NaN);
      double[] constant = new double[predicted.size()];
      Arrays.fill(constant, mean);
      further.addAll(sink.accept(new TaskResult(task.id(), constant, mean, 0, 0)));
    }
    return further;
  }

  private static Partition partition(NuisanceTask task, CausalData data) {
    return task.split().partition(data, task.stratifyBy(), task.id().repetition());
  }

  /** What the run is made of, as far as the rehearsal has come. */
  public RunSize workload() {
    return new RunSize(List.copyOf(fits), repetitionBatches, dataBytes, predictions);
  }
}
