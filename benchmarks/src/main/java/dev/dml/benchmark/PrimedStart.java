package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.s3.S3Store;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Measures what the first and the second request take of a process that was primed as before a
 * snapshot, and of one that was not, for each learner, in processor time. It runs within a local
 * cloud, like {@link ColdStart}; the arguments are names of learners, all if there are none.
 */
public final class PrimedStart {

  private static final int ROWS = 5000;
  private static final int COVARIATES = 15;

  private PrimedStart() {}

  /** Measures and prints a table in Markdown. */
  public static void main(String[] names) throws IOException, InterruptedException {
    List<String> wanted = List.of(names);
    Path directory = Files.createTempDirectory("dml-primed-start");
    System.out.println("| learner | start | first | second | primed: start | first | second |");
    System.out.println("|---|---|---|---|---|---|---|");
    try (S3Client client = NuisanceHandler.client(S3Client.builder())) {
      S3Store store = new S3Store(client, System.getenv("DML_BUCKET"));
      for (LearnerType<?> type : LearnerTypes.installed().all()) {
        if (!wanted.isEmpty() && !wanted.contains(type.name())) {
          continue;
        }
        List<String> requests = requests(directory, store, type.create(Map.of()));
        System.out.printf(
            "| %s | %s | %s |%n", type, run("on-demand", requests), run("snap-start", requests));
      }
    }
  }

  /** Two requests of a fit each, of which the function gives no result twice. */
  private static List<String> requests(Path directory, S3Store store, Learner learner)
      throws IOException {
    CausalData data = data();
    Split split = new Split.Drawn(5, 1);
    Inputs inputs = Inputs.of(data, split);
    inputs.put(store, data);
    Target target = learner.supports(Target.MEAN) ? Target.MEAN : Target.PROBABILITY;
    int nuisance = target == Target.MEAN ? 0 : 1;
    List<String> files = new ArrayList<>();
    for (int fold = 0; fold < 2; fold++) {
      var asked = PartiallyLinear.partiallingOut().nuisances(data, 0).get(nuisance);
      TaskId id = new TaskId(0, 0, asked.name(), fold);
      TaskBatch batch =
          new TaskBatch(
              inputs,
              "runs/primed/results/",
              1_000_000,
              List.of(new NuisanceTask(id, asked, target, learner, split, List.of(), id.seed(1))));
      Path file = directory.resolve(learner.getClass().getSimpleName() + fold);
      Files.write(file, batch.write());
      files.add(file.toString());
    }
    return files;
  }

  private static String run(String initialization, List<String> requests)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=4",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path"),
                FirstAnswer.class.getName()));
    command.addAll(requests);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
    builder.environment().put(FirstAnswer.TELL_START, "true");
    Process process = builder.start();
    List<Long> cpu = new ArrayList<>(List.of(0L));
    List<String> cells = new ArrayList<>();
    for (String line : process.inputReader().lines().toList()) {
      if (line.matches("\\d+ .*")) {
        long millis = Long.parseLong(line.split(" ")[0]);
        cells.add(Long.toString(millis - cpu.getLast()));
        cpu.add(millis);
      }
    }
    process.waitFor();
    return cells.size() == 3 ? String.join(" | ", cells) : "failed | | ";
  }

  private static CausalData data() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] x = new double[COVARIATES][ROWS];
    double[] d = new double[ROWS];
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (double[] column : x) {
        column[row] = random.nextGaussian();
      }
      d[row] = x[0][row] + random.nextGaussian() > 0 ? 1 : 0;
      y[row] = x[0][row] + d[row] + random.nextGaussian();
    }
    CausalDataBuilder builder = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int column = 0; column < COVARIATES; column++) {
      builder.covariate("x" + column, x[column]);
    }
    return builder.build();
  }
}
