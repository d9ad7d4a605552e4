package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs the tasks one by one and hands their results over in an order of its own. */
record Shuffled(int seed) implements Backend {

  @Override
  public String name() {
    return "shuffled";
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    Random random = new Random(seed);
    List<NuisanceTask> left = new ArrayList<>(tasks);
    while (!left.isEmpty()) {
      left.addAll(sink.accept(left.remove(random.nextInt(left.size())).run(data)));
    }
  }
}
