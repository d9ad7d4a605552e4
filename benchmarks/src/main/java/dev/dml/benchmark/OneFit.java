package dev.dml.benchmark;

import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures one fit on one thread and on several, of which all but one have no task of their own: on
 * data of {@link Simulation#CURVED}, one fold of five.
 *
 * <p>Arguments: the type of a learner, the numbers of rows, columns, threads and turns, and
 * settings of the learner as {@code name=value}.
 */
public final class OneFit {

  private OneFit() {}

  /** Prints elapsed and processor time of each fit. */
  public static void main(String[] arguments) {
    int rows = Integer.parseInt(arguments[1]);
    int columns = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    CausalData data = simulated(rows, columns);
    NuisanceTask task = task(data, arguments[0], settings(arguments));
    for (int turn = 0; turn < Integer.parseInt(arguments[4]); turn++) {
      for (int count : new int[] {1, threads}) {
        long began = System.nanoTime();
        List<TaskResult> results = new ArrayList<>();
        new LocalBackend(count).run(data, List.of(task), Sink.of(results::add));
        System.out.printf(
            Locale.ROOT,
            "%d threads: elapsed %.3f s, processor %.3f s, mean prediction %.12f%n",
            count,
            (System.nanoTime() - began) / 1e9,
            results.getFirst().cpuNanos() / 1e9,
            Arrays.stream(results.getFirst().predictions()).average().orElseThrow());
      }
    }
  }

  private static Map<String, Object> settings(String[] arguments) {
    Map<String, Object> settings = new HashMap<>();
    for (String setting : Arrays.copyOfRange(arguments, 5, arguments.length)) {
      String[] parts = setting.split("=", 2);
      settings.put(parts[0], value(parts[1]));
    }
    return settings;
  }

  private static Object value(String written) {
    if (written.matches("-?[0-9]+")) {
      return Integer.valueOf(written);
    }
    return written.matches("-?[0-9.]+") ? (Object) Double.valueOf(written) : written;
  }

  /** A data set of {@link Simulation#CURVED}. */
  static CausalData simulated(int rows, int columns) {
    Draw draw = Simulation.CURVED.draw(rows, columns, 42);
    CausalDataBuilder builder =
        CausalData.builder().outcome("y", draw.y()).treatment("d", draw.d());
    for (int j = 0; j < columns; j++) {
      builder.covariate("x" + j, draw.x().get(j));
    }
    return builder.build();
  }

  private static NuisanceTask task(CausalData data, String type, Map<String, Object> settings) {
    TaskId id = new TaskId(0, 0, "ml_l", 0);
    return new NuisanceTask(
        id,
        PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst(),
        Target.MEAN,
        LearnerTypes.installed().named(type).orElseThrow().create(settings),
        new Split.Drawn(5, 42),
        List.of(),
        id.seed(1));
  }
}
