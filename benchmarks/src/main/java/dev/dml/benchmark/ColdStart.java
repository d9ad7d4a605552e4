package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.s3.S3Store;
import dev.dml.split.Split;
import dev.dml.store.ObjectStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Measures how long the function takes from the start of its Java to its first answer, and then to
 * fit a forest, on one core, under several options of Java. Processor time is told beside elapsed
 * time, since it hardly depends on what else the machine does. It runs within a local cloud:
 *
 * <pre>
 * java -jar local-cloud/target/local-cloud.jar --function-package dml-lambda/target/function -- \
 *   java -cp 'benchmarks/target/benchmarks.jar:benchmarks/target/lib/*' \
 *   dev.dml.benchmark.ColdStart 5
 * </pre>
 *
 * <p>The argument is the number of rounds; the table shows medians. Linux only: it uses {@code
 * taskset}.
 */
public final class ColdStart {

  private static final int SMALL = 500;
  private static final int LARGE = 10_000;
  private static final int COVARIATES = 10;
  private static final int COLUMNS = 8;

  private ColdStart() {}

  /** Measures and prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path directory = Files.createTempDirectory("dml-cold-start");
    String bucket = System.getenv("DML_BUCKET");
    Map<String, List<String>> variants = new LinkedHashMap<>();
    try (S3Client client = NuisanceHandler.client(S3Client.builder())) {
      List<String> requests =
          List.of(
              request(directory, new S3Store(client, bucket), SMALL, new LinearRegression()),
              request(
                  directory,
                  new S3Store(client, bucket),
                  LARGE,
                  RandomForest.DEFAULT.withTrees(500)));
      for (String level : List.of("1", "4")) {
        List<String> options = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + level);
        String compiler = level.equals("1") ? "C1" : "C1 and C2";
        variants.put(compiler, options);
        Path cache = directory.resolve("function-" + level + ".aot");
        // A training run: the small request alone, after which Java writes the cache.
        run(with(options, "-XX:AOTCacheOutput=" + cache), requests.subList(0, 1));
        variants.put(compiler + ", AOT cache", with(options, "-XX:AOTCache=" + cache));
      }
      print(variants, requests, rounds);
    }
  }

  private static List<String> with(List<String> options, String option) {
    List<String> all = new ArrayList<>(options);
    all.add(option);
    return all;
  }

  private static void print(Map<String, List<String>> variants, List<String> requests, int rounds)
      throws IOException, InterruptedException {
    Map<String, List<long[]>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
        measured
            .computeIfAbsent(variant.getKey(), key -> new ArrayList<>())
            .add(run(variant.getValue(), requests));
      }
    }
    System.out.println(
        "| compilers | first answer, ms | processor, ms | fitting | reading | decoding | writing |"
            + " forest, ms | processor, ms |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    measured.forEach(
        (variant, runs) ->
            System.out.println(
                "| "
                    + variant
                    + IntStream.range(0, COLUMNS)
                        .mapToObj(column -> " | " + median(runs, column))
                        .collect(Collectors.joining())
                    + " |"));
  }

  private static long median(List<long[]> runs, int column) {
    return runs.stream()
        .mapToLong(run -> run[column])
        .sorted()
        .skip(runs.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /** Both nuisances of one fold, whose data are put into the bucket. */
  private static String request(Path directory, ObjectStore store, int rows, Learner learner)
      throws IOException {
    Random random = new Random(rows);
    CausalDataBuilder builder =
        CausalData.builder()
            .outcome("y", random.doubles(rows).toArray())
            .treatment("d", random.doubles(rows).toArray());
    for (int k = 0; k < COVARIATES; k++) {
      builder.covariate("x" + k, random.doubles(rows).toArray());
    }
    CausalData data = builder.build();
    Split split = new Split.Drawn(5, 42);
    List<NuisanceTask> tasks =
        PartiallyLinear.partiallingOut().nuisances(data, 0).stream()
            .map(
                nuisance ->
                    new NuisanceTask(
                        new TaskId(0, 0, nuisance.name(), 0),
                        nuisance,
                        Target.MEAN,
                        learner,
                        split,
                        List.of(),
                        1))
            .toList();
    Inputs inputs = Inputs.of(data, split);
    inputs.put(store, data);
    Path file = directory.resolve("request-" + rows + ".json");
    Files.write(file, new TaskBatch(inputs, "runs/cold/results/", 5_000_000, tasks).write());
    return file.toString();
  }

  /** Milliseconds until the first answer, then what the function says of it, then of the forest. */
  private static long[] run(List<String> options, List<String> requests)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1500m", "-Xlog:disable"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FirstAnswer.class.getName()));
    command.addAll(requests);
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long[] first = numbers(lines.readLine());
      long elapsed = (System.nanoTime() - began) / 1_000_000;
      // Java itself prints lines when it writes a cache.
      long[] forest = requests.size() > 1 ? numbers(lines.readLine()) : first;
      lines.lines().forEach(line -> {});
      if (process.waitFor() != 0) {
        throw new IOException("the function ended with " + process.exitValue());
      }
      return new long[] {
        elapsed, first[0], first[1], first[2], first[3], first[4], forest[1], forest[0] - first[0]
      };
    }
  }

  private static long[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
