package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the processor time of two long fits, one after the other in a new process with the
 * options of the function, with Java's quick compiler alone and with both.
 */
public final class LongFits {

  private static final Map<String, Learner> LEARNERS =
      Map.of(
          "forest of 600 trees",
          RandomForest.DEFAULT.withTrees(600),
          "boosting of 4,000 rounds",
          GradientBoosting.type().create(Map.of("rounds", 4_000, "early_stopping", "none")));

  private static final int ROWS = 40_000;
  private static final int COVARIATES = 20;
  private static final int QUICK = 1;
  private static final int BOTH = 4;

  private LongFits() {}

  /** Prints a table in Markdown; with the name of a learner, a row's times, in this process. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      fit(Objects.requireNonNull(LEARNERS.get(arguments[0]), "one of the learners"));
      return;
    }
    System.out.println("| learner | compilers | first fit, s | second, s |");
    System.out.println("|---|---|---|---|");
    for (String learner : LEARNERS.keySet()) {
      for (int compilers : new int[] {BOTH, QUICK}) {
        System.out.printf(
            "| %s | %s | %s |%n",
            learner, compilers == BOTH ? "both" : "quick", run(learner, compilers));
      }
    }
  }

  private static String run(String learner, int compilers) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=" + compilers,
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                LongFits.class.getName(),
                learner)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static void fit(Learner learner) {
    CausalData data = OneFit.simulated(ROWS, COVARIATES);
    Split split = new Split.Drawn(5, 1);
    var outcome = PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst();
    Duration before = cpu();
    for (int fold = 0; fold < 2; fold++) {
      TaskId id = new TaskId(0, 0, outcome.name(), fold);
      NuisanceTask task =
          new NuisanceTask(id, outcome, Target.MEAN, learner, split, List.of(), id.seed(1));
      new LocalBackend(1).run(data, List.of(task), Sink.of(_ -> {}));
      Duration after = cpu();
      System.out.printf("%s%.1f", fold == 0 ? "" : " | ", after.minus(before).toMillis() / 1e3);
      before = after;
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
