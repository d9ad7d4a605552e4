package dev.dml.quote;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a run is made of.
 *
 * @param fits the tasks of each nuisance and treatment
 * @param repetitionBatches the batches if those of one repetition, treatment and wave go together
 * @param dataBytes the data set as doubles
 * @param predictions how many numbers all tasks together predict
 */
public record RunSize(List<Fits> fits, int repetitionBatches, long dataBytes, long predictions) {

  /** Copies. */
  public RunSize {
    fits = List.copyOf(fits);
  }

  /** So many of so many repetitions of it. */
  RunSize part(int some, int all) {
    return new RunSize(
        fits.stream()
            .map(
                kind ->
                    new Fits(
                        kind.name(),
                        kind.alike(),
                        kind.wave(),
                        (int) part(kind.tasks(), some, all),
                        kind.measured(),
                        kind.sample(),
                        kind.tuning()))
            .toList(),
        (int) part(repetitionBatches, some, all),
        dataBytes,
        part(predictions, some, all));
  }

  private static long part(long number, int some, int all) {
    return Math.ceilDiv(number * some, all);
  }

  /** The number of tasks. */
  public int tasks() {
    return fits.stream().mapToInt(Fits::tasks).sum();
  }

  /** The fewest batches if a few tasks of each learner go first in each wave, by themselves. */
  int batchesWith(int probes) {
    Map<String, Integer> alike = new HashMap<>();
    fits.forEach(kind -> alike.merge(kind.wave() + kind.alike(), kind.tasks(), Integer::sum));
    boolean more = alike.values().stream().anyMatch(tasks -> tasks > probes);
    return alike.size() + (more ? 1 : 0);
  }

  /** What all tasks take in processes that are warm, on one processor. */
  double steadySeconds() {
    return fits.stream().mapToDouble(kind -> kind.tasks() * kind.steadyAtLeastTick()).sum();
  }

  /** The first two fits of the nuisance whose fits take longest, in a new process. */
  double longestFirst() {
    return fits.stream().mapToDouble(kind -> kind.secondsOfFirst(2)).max().orElse(0);
  }

  /** The size of all predictions as doubles. */
  public long predictionBytes() {
    return Double.BYTES * predictions;
  }

  /**
   * Seconds of one processor for all tasks, if they are spread evenly over new processes.
   *
   * <p>A process has one fit after the other, of all nuisances of a wave in proportion to their
   * numbers; a later wave finds the processes of the one before.
   */
  double seconds(int processes) {
    return fits.stream().collect(Collectors.groupingBy(Fits::wave)).values().stream()
        .mapToDouble(wave -> seconds(wave, processes))
        .sum();
  }

  private static double seconds(List<Fits> wave, int processes) {
    int all = wave.stream().mapToInt(Fits::tasks).sum();
    int used = Math.min(processes, all);
    double each = (double) all / used;
    return wave.stream()
        .mapToDouble(kind -> used * kind.tasks() / (double) all * kind.secondsOfFirst(each))
        .sum();
  }

  /**
   * Tasks that take about equally long.
   *
   * @param name the nuisance
   * @param alike what it shares with nuisances whose fits take about as long
   * @param wave when they can be sent: 0 at once, 1 after the results of wave 0
   * @param tasks how many there are
   * @param measured how many of them were run to know how long they take
   * @param sample seconds of one processor that such a task takes as the first of its wave in a
   *     process, as the second, and so on, whatever the tasks before it were
   * @param tuning for how long such a task begins to try further settings, if that is limited
   */
  public record Fits(
      String name,
      String alike,
      int wave,
      int tasks,
      int measured,
      List<Double> sample,
      Optional<Duration> tuning) {

    private static final int FEWEST_STEADY = 3;
    private static final int SHARE_STEADY = 3;

    /** The processor time of a process comes in steps of so many seconds. */
    private static final double TICK_SECONDS = 0.01;

    /** Of a nuisance that is like no other. */
    public Fits(String name, int wave, int tasks, int measured, List<Double> sample) {
      this(name, name, wave, tasks, measured, sample, Optional.empty());
    }

    /** Checks and copies. */
    public Fits {
      sample = List.copyOf(sample);
      if (sample.isEmpty()) {
        throw new IllegalArgumentException(
            name + " needs at least one measured task, but has none");
      }
    }

    /** What a task takes once a process is warm: the mean of the last third, of three at least. */
    public double steady() {
      return warm().stream().mapToDouble(seconds -> seconds).average().orElseThrow();
    }

    /**
     * The same, but no less than one step of the clock over all of them: a mean of 0 says that
     * together they were shorter than that, not that a batch could hold any number of them.
     */
    double steadyAtLeastTick() {
      return Math.max(steady(), TICK_SECONDS / warm().size());
    }

    private List<Double> warm() {
      int last = Math.max(FEWEST_STEADY, sample.size() / SHARE_STEADY);
      return sample.subList(Math.max(0, sample.size() - last), sample.size());
    }

    /** What the first task of a process takes. */
    public double first() {
      return sample.getFirst();
    }

    /** So many tasks of this kind in a row, in a new process. */
    private double secondsOfFirst(double number) {
      double sum = 0;
      for (int i = 0; i < sample.size() && i < number; i++) {
        sum += sample.get(i) * Math.min(1, number - i);
      }
      return sum + Math.max(0, number - sample.size()) * steady();
    }
  }
}
