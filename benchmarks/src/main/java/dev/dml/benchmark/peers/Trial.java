package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.trial.WorkFolder;
import dev.dml.benchmark.peers.trial.Worker;
import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One process that does a work, or a part of it.
 *
 * @param folder the files of the work
 * @param contestant who does how much
 * @param heapMebibytes the limit of Java's heap; 0 for Java's own
 * @param options which Python, and the class path of our program before
 */
record Trial(
    WorkFolder folder, Opponent contestant, int threads, int heapMebibytes, PeersOptions options) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TARGET = Path.of("benchmarks", "target");

  /** Runs it and waits. */
  Measurement run() throws IOException, InterruptedException {
    long started = System.nanoTime();
    String output = run("fit", predictions());
    double wall = (System.nanoTime() - started) / 1e9;
    return JSON.readValue(output.lines().toList().getLast(), Measurement.class)
        .withProcessWall(wall);
  }

  /** What has one right answer. */
  double[] agreement() throws IOException, InterruptedException {
    Path file = folder.path().resolve("agreement-" + contestant.program() + ".f64");
    run("agree", file);
    return WorkFolder.readAll(file);
  }

  /** The file of the predictions of the last run with as many threads. */
  Path predictions() {
    return folder.path().resolve("predictions-%s-%d.f64".formatted(contestant.program(), threads));
  }

  private String run(String mode, Path file) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(interpreter());
    command.addAll(
        List.of(
            folder.path().toString(),
            contestant.program().worker(),
            Integer.toString(threads),
            Integer.toString(contestant.repetitions()),
            Integer.toString(contestant.folds()),
            file.toString(),
            mode));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    for (String library : List.of("OMP", "OPENBLAS", "MKL", "RAYON")) {
      environment.put(library + "_NUM_THREADS", Integer.toString(threads));
    }
    // Threads that wait must not be charged for spinning while others use the cores.
    environment.put("OMP_WAIT_POLICY", "PASSIVE");
    environment.put("AGREEMENT_LAMBDA", Double.toString(Work.AGREEMENT_LAMBDA));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with exit code " + process.exitValue());
    }
    return output;
  }

  private List<String> interpreter() {
    if (!contestant.program().isJava()) {
      return List.of(options.python().toString(), System.getProperty("dml.peers.script"));
    }
    List<String> java =
        contestant.program() == Program.BEFORE ? java("before.jsa", options.before()) : java();
    if (heapMebibytes > 0) {
      java.add("-Xmx" + heapMebibytes + "m");
    }
    java.add(Worker.class.getName());
    return java;
  }

  /**
   * The Java of this process with the options of the {@code dml} launcher, an archive of classes
   * like its own, and the user's options.
   */
  static List<String> java() {
    return java("benchmarks.jsa", System.getProperty("java.class.path"));
  }

  private static List<String> java(String archive, String classPath) {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(
        List.of(
            "-XX:SharedArchiveFile=" + TARGET.resolve(archive),
            "-XX:+AutoCreateSharedArchive",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=off",
            "-XX:+UseSerialGC",
            "-XX:PretenureSizeThreshold=2m",
            "-XX:NewRatio=8",
            "-XX:Tier4InvocationThreshold=125000",
            "-XX:Tier4MinInvocationThreshold=15000",
            "-XX:Tier4CompileThreshold=375000",
            "-XX:Tier4BackEdgeThreshold=1000000",
            "-XX:MaxRAMPercentage=70",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath));
    String own = System.getenv("DML_JAVA_OPTS");
    if (own != null && !own.isBlank()) {
      java.addAll(List.of(own.strip().split("\\s+")));
    }
    return java;
  }
}
