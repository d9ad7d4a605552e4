package dev.dml.localcloud;

import dev.dml.Lcg500;
import dev.dml.localcloud.process.ClassArchive;
import dev.dml.localcloud.process.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The {@code dml} command as its users run it: a process, with a spec on the LCG500 data.
 *
 * @param directory where it runs
 * @param environment variables of the process beside those of this one
 * @param jar the packaged command
 */
record Command(Path directory, Map<String, String> environment, Path jar) {

  /** 20 repetitions x 5 folds x 2 nuisances. */
  static final int TASKS = 200;

  private static final String HERE = "here.json";

  /** What this spec gives on this machine, by further arguments: always the same. */
  private static final Map<List<String>, String> RESULTS_HERE = new ConcurrentHashMap<>();

  /** Writes data and spec. */
  static Command in(Path directory, Map<String, String> environment) throws IOException {
    Lcg500 data = new Lcg500();
    List<String> lines = new ArrayList<>(List.of("y,dc,x1,x2,x3"));
    for (int i = 0; i < Lcg500.ROWS; i++) {
      lines.add(
          data.y[i] + "," + data.dc[i] + "," + data.x1[i] + "," + data.x2[i] + "," + data.x3[i]);
    }
    Files.write(directory.resolve("data.csv"), lines);
    Files.writeString(
        directory.resolve("spec.yaml"),
        """
        data: {file: data.csv, outcome: y, treatment: dc}
        model: plr
        learners: {ml_l: {type: random-forest, trees: 20}, ml_m: linear-regression}
        repetitions: 20
        backend: {type: lambda, batch: per-fold, concurrency: 2}
        """);
    return new Command(directory, environment, Archives.COMMAND);
  }

  /** A process, which writes its messages to a file of its own. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build in the background of a script ignores SIGINT, and its children would inherit that.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Parts.java(),
            "-XX:+UseSerialGC",
            // As the launcher starts it, and always as one that sends: these fits are short.
            "-XX:TieredStopAtLevel=1",
            ClassArchive.ALIKE));
    Archives.make();
    command.addAll(Archives.OF_COMMAND.options());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    return builder.redirectError(directory.resolve("messages").toFile()).start();
  }

  /** The result on this machine, which a process of its own finds the first time. */
  String estimateHere(String... more) throws IOException, InterruptedException {
    String known = RESULTS_HERE.get(List.of(more));
    if (known != null) {
      return known;
    }
    List<String> arguments =
        List.of(
            "estimate",
            "spec.yaml",
            "--format",
            "json",
            "--output",
            HERE,
            "--set",
            "backend.type=local");
    if (run(with(arguments, more)) != 0) {
      throw new IOException(String.join("\n", messages()));
    }
    String found = result(HERE);
    RESULTS_HERE.put(List.of(more), found);
    return found;
  }

  /** The arguments of an estimation in a cloud, whose result goes to {@code RUN.json}. */
  static String[] inCloud(String run, String... more) {
    return with(
        List.of(
            "estimate",
            "spec.yaml",
            "--format",
            "json",
            "--output",
            run + ".json",
            "--set",
            "backend.type=lambda",
            "--set",
            "backend.run=" + run),
        more);
  }

  private static String[] with(List<String> arguments, String... more) {
    return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /** Runs it to its end and returns its exit code. */
  int run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  /** Runs it to its end and returns what it printed, too. */
  Outcome outcome(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out);
  }

  /** The same with other variables. */
  Command with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new Command(directory, all, jar);
  }

  /** The same without some variables. */
  Command without(String... variables) {
    Map<String, String> rest = new HashMap<>(environment);
    rest.keySet().removeAll(List.of(variables));
    return new Command(directory, rest, jar);
  }

  /**
   * What a process left behind.
   *
   * @param exitCode its exit code
   * @param out what it printed
   */
  record Outcome(int exitCode, String out) {}

  /** What the last process said beside its result. */
  List<String> messages() throws IOException {
    return Files.readAllLines(directory.resolve("messages"), StandardCharsets.UTF_8);
  }

  /** A JSON result without what its run and the fits of each candidate took. */
  String result(String file) throws IOException {
    String json = Files.readString(directory.resolve(file));
    return json.substring(0, json.indexOf("\"run\"")).replaceAll("\"cpu_seconds\" : [^,\\s]*", "");
  }
}
