package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how time and memory grow with rows, columns and threads, each cell of the grid in a
 * process of its own, and writes {@code scale.md} and {@code scale.json}.
 *
 * <p>Arguments: {@code quick} or {@code usual}, the most seconds that a cell may be expected to
 * take, the directory for the results, and the learners; all of them if none is named. A cell that
 * would not fit into memory or is expected to take longer is left out, and the table says so.
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

  private final double mostSeconds;
  private final double mostMebibytes;
  private final Map<ScaleCell, ScaleRun.Outcome> outcomes = new HashMap<>();
  private final Map<ScaleCell, String> leftOut = new LinkedHashMap<>();
  private final List<ScaleTable.Line> lines = new ArrayList<>();

  private Scale(double mostSeconds, double mostMebibytes) {
    this.mostSeconds = mostSeconds;
    this.mostMebibytes = mostMebibytes;
  }

  /** Measures; see {@code benchmarks/scale.sh --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean quick = arguments[0].equals("quick");
    Machine machine = Machine.current();
    Scale scale = new Scale(Double.parseDouble(arguments[1]), FREE_SHARE * machine.freeMebibytes());
    Path output = Path.of(arguments[2]);
    Files.createDirectories(output);
    List<String> learners =
        arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : LEARNERS;
    for (String learner : learners) {
      scale.measure(learner, quick);
      scale.write(output, machine, quick);
    }
    System.out.println(new ScaleTable(scale.lines));
  }

  private void measure(String learner, boolean quick) throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> threads = cores == 1 ? List.of(1) : List.of(1, 2);
    for (int columns : quick ? List.of(10, 100) : List.of(10, 100, 1000)) {
      for (int rows :
          quick ? List.of(1_000, 10_000) : List.of(10_000, 100_000, 1_000_000, 10_000_000)) {
        for (int count : threads) {
          measure(new ScaleCell(learner, rows, columns, count));
        }
      }
    }
  }

  private void measure(ScaleCell cell) throws IOException, InterruptedException {
    String reason = reasonAgainst(cell);
    if (reason.isEmpty()) {
      ScaleRun.Outcome outcome = run(cell);
      outcomes.put(cell, outcome);
      lines.add(
          new ScaleTable.Line(
              cell, outcome, outcomes.get(cell.tenth()), outcomes.get(cell.single()), ""));
      System.err.printf("%s: %.2f s%n", cell, outcome.measurement().fitWall());
    } else {
      leftOut.put(cell, reason);
      lines.add(new ScaleTable.Line(cell, null, null, null, reason));
    }
  }

  /** Cost is expected to grow as the rows do. */
  private String reasonAgainst(ScaleCell cell) {
    if (cell.leastMebibytes() > mostMebibytes) {
      return "left out: needs at least %.0f MiB, %.0f are free"
          .formatted(cell.leastMebibytes(), mostMebibytes);
    }
    if (leftOut.containsKey(cell.tenth())) {
      return "left out, as with a tenth of the rows";
    }
    ScaleRun.Outcome tenth = outcomes.get(cell.tenth());
    double expected = tenth == null ? 0 : 10 * tenth.measurement().fitWall();
    return expected > mostSeconds
        ? "left out: expected to take %.0f s, allowed are %.0f".formatted(expected, mostSeconds)
        : "";
  }

  private static ScaleRun.Outcome run(ScaleCell cell) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Trial.java());
    command.addAll(
        List.of(
            ScaleRun.class.getName(),
            cell.learner(),
            Integer.toString(cell.rows()),
            Integer.toString(cell.columns()),
            Integer.toString(cell.threads())));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with exit code " + process.exitValue());
    }
    return JSON.readValue(output.lines().toList().getLast(), ScaleRun.Outcome.class);
  }

  private void write(Path output, Machine machine, boolean quick) throws IOException {
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
