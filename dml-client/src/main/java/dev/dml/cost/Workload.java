package dev.dml.cost;

import java.util.List;

/**
 * What a run is made of.
 *
 * @param fits the tasks of each nuisance and treatment
 * @param repetitionBatches the batches if those of one repetition, treatment and wave go together
 * @param dataBytes the data set as doubles
 * @param rows the number of observations
 */
public record Workload(List<Fits> fits, int repetitionBatches, long dataBytes, int rows) {

  /** Copies. */
  public Workload {
    fits = List.copyOf(fits);
  }

  /** The number of tasks. */
  public int tasks() {
    return fits.stream().mapToInt(Fits::tasks).sum();
  }

  /** Seconds of one processor for all tasks, if they are spread evenly over processes. */
  double seconds(int processes) {
    return fits.stream().mapToDouble(kind -> kind.seconds(processes)).sum();
  }

  /**
   * Tasks that take about equally long.
   *
   * @param name the nuisance
   * @param tasks how many there are
   * @param sample seconds of one processor that the first of them took in a new process, in order
   */
  public record Fits(String name, int tasks, List<Double> sample) {

    private static final int STEADY = 3;

    /** Checks and copies. */
    public Fits {
      sample = List.copyOf(sample);
      if (sample.isEmpty()) {
        throw new IllegalArgumentException(
            name + " needs at least one measured task, but has none");
      }
    }

    /** What a task takes once a process is warm: the median of the last few. */
    public double steady() {
      List<Double> last =
          sample.subList(Math.max(0, sample.size() - STEADY), sample.size()).stream()
              .sorted()
              .toList();
      return last.get(last.size() / 2);
    }

    /** What the first task of a process takes. */
    public double first() {
      return sample.getFirst();
    }

    /** All tasks, if each of so many new processes does the same number of them. */
    double seconds(int processes) {
      double each = (double) tasks / processes;
      double sum = 0;
      for (int i = 0; i < sample.size() && i < each; i++) {
        sum += sample.get(i) * Math.min(1, each - i);
      }
      return processes * (sum + Math.max(0, each - sample.size()) * steady());
    }
  }
}
