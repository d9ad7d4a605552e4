package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.trial.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Measures how time and memory grow with rows, columns and threads, each cell of the grid in a
 * process of its own, and writes {@code scale.md} and {@code scale.json}.
 *
 * <p>Arguments: {@code quick} or {@code usual}, the most seconds that a cell may be expected to
 * take, the directory for the results, and the learners; all of them if none is named. The results
 * are written after each cell. A cell that would not fit into memory or is expected to take longer
 * is left out, one that takes three times as long is stopped, and the table says so.
 */
public final class Scale {

  private static final List<String> LEARNERS =
      List.of(
          "linear-regression",
          "lasso",
          "logistic-regression",
          "random-forest",
          "gradient-boosting");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double FREE_SHARE = 0.8;

  /** From one number of rows to the next. */
  private static final double GROWTH = 10;

  /** The seconds of the start of Java, which do not grow. */
  private static final double START = 1;

  /** After so many times the seconds that a cell may be expected to take it is stopped. */
  private static final double PATIENCE = 3;

  private final double mostSeconds;
  private final double mostMebibytes;
  private final Map<ScaleCell, ScaleRun.Outcome> outcomes = new HashMap<>();
  private final Map<ScaleCell, Double> expected = new HashMap<>();
  private final List<ScaleTable.Line> lines = new ArrayList<>();

  private final Path output;
  private final Machine machine;
  private final boolean quick;

  private Scale(double mostSeconds, Path output, Machine machine, boolean quick)
      throws IOException {
    this.mostSeconds = mostSeconds;
    this.mostMebibytes = FREE_SHARE * machine.freeMebibytes();
    this.output = output;
    this.machine = machine;
    this.quick = quick;
  }

  /** Measures; see {@code benchmarks/scale.sh --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path output = Path.of(arguments[2]);
    Files.createDirectories(output);
    Scale scale =
        new Scale(
            Double.parseDouble(arguments[1]),
            output,
            Machine.current(),
            arguments[0].equals("quick"));
    List<String> learners =
        arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : LEARNERS;
    for (String learner : learners) {
      scale.measure(learner);
    }
    System.out.println(new ScaleTable(scale.lines));
  }

  private void measure(String learner) throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> threads = cores == 1 ? List.of(1) : List.of(1, 2);
    for (int columns : quick ? List.of(10, 100) : List.of(10, 100, 1000)) {
      for (int rows :
          quick ? List.of(1_000, 10_000) : List.of(10_000, 100_000, 1_000_000, 10_000_000)) {
        for (int count : threads) {
          lines.add(line(new ScaleCell(learner, rows, columns, count)));
          write();
        }
      }
    }
  }

  private ScaleTable.Line line(ScaleCell cell) throws IOException, InterruptedException {
    String reason = reasonAgainst(cell);
    if (!reason.isEmpty()) {
      return leftOut(cell, reason);
    }
    Optional<ScaleRun.Outcome> run = run(cell);
    if (run.isEmpty()) {
      double seconds = PATIENCE * mostSeconds;
      expected.put(cell, Math.max(seconds, expected.getOrDefault(cell, 0.0)));
      return leftOut(cell, "stopped after %.0f s".formatted(seconds));
    }
    ScaleRun.Outcome outcome = run.get();
    outcomes.put(cell, outcome);
    expected.put(cell, outcome.measurement().processWall());
    System.err.printf("%s: %.2f s%n", cell, outcome.measurement().fitWall());
    return new ScaleTable.Line(
        cell, outcome, outcomes.get(cell.tenth()), outcomes.get(cell.single()), "");
  }

  private static ScaleTable.Line leftOut(ScaleCell cell, String reason) {
    System.err.printf("%s: %s%n", cell, reason);
    return new ScaleTable.Line(cell, null, null, null, reason);
  }

  /** Time, with that of drawing the rows, is expected to grow as the rows do. */
  private String reasonAgainst(ScaleCell cell) {
    double seconds = GROWTH * Math.max(0, expected.getOrDefault(cell.tenth(), 0.0) - START);
    expected.put(cell, seconds);
    if (cell.leastMebibytes() > mostMebibytes) {
      return "left out: needs at least %.0f MiB, %.0f are free; by a tenth of the rows, %.0f s"
          .formatted(cell.leastMebibytes(), mostMebibytes, seconds);
    }
    return seconds > mostSeconds
        ? "left out: by a tenth of the rows, %.0f s; allowed are %.0f"
            .formatted(seconds, mostSeconds)
        : "";
  }

  /** Nothing if it was stopped. */
  private Optional<ScaleRun.Outcome> run(ScaleCell cell) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Trial.java());
    command.addAll(
        List.of(
            ScaleRun.class.getName(),
            cell.learner(),
            Integer.toString(cell.rows()),
            Integer.toString(cell.columns()),
            Integer.toString(cell.threads())));
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // The output is one line, which the pipe holds until it is read.
    if (!process.waitFor((long) (1000 * PATIENCE * mostSeconds), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return Optional.empty();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with exit code " + process.exitValue());
    }
    ScaleRun.Outcome outcome =
        JSON.readValue(output.lines().toList().getLast(), ScaleRun.Outcome.class);
    return Optional.of(
        new ScaleRun.Outcome(outcome.measurement().withProcessWall(seconds), outcome.rmse()));
  }

  private void write() throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("quick", quick);
    json.put("lines", lines);
    JSON.writerWithDefaultPrettyPrinter().writeValue(output.resolve("scale.json").toFile(), json);
    Files.writeString(
        output.resolve("scale.md"),
        "%s. One run of each cell.%n%n%s".formatted(machine, new ScaleTable(lines)));
  }
}
