package dev.dml.aws.fanout;

import dev.dml.Lcg500;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.data.CausalData;
import dev.dml.run.RunDirectory;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the fits of one repetition by a function that does what a test says. */
abstract class ScriptedCloud {

  static final CausalData DATA = new Lcg500().continuous();

  /** One repetition of 5 folds and 2 nuisances. */
  static final List<NuisanceTask> TASKS = SampleTasks.of(1);

  static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofMinutes(15), "arm64");

  @TempDir Path folder;
  ObjectStore store;
  final List<Attempt> attempts = new ArrayList<>();
  final List<TaskId> done = new ArrayList<>();

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  void run(int concurrency, IntPredicate budget, ScriptedLambda lambda) {
    run(concurrency, budget, lambda, TASKS, Sink.of(result -> done.add(result.id())));
  }

  void run(
      int concurrency,
      IntPredicate budget,
      ScriptedLambda lambda,
      List<NuisanceTask> tasks,
      Sink sink) {
    FanOut fanOut = FanOut.of(concurrency, new Batching.PerFold()).within(budget);
    RunDirectory run = RunDirectory.inBucket(store, "one");
    new CloudBackend(
            () -> new LambdaCarrier(lambda, FUNCTION), run, FUNCTION, () -> fanOut, attempts::add)
        .run(DATA, tasks, sink);
  }

  long count(Attempt.Outcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }
}
