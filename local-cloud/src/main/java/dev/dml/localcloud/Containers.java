package dev.dml.localcloud;

import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.process.ClassArchive;
import dev.dml.localcloud.process.Cores;
import dev.dml.localcloud.process.Parts;
import dev.dml.localcloud.process.TiedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs the containers of jobs: each a process of its own, which runs the packaged function as the
 * image does and ends.
 */
final class Containers implements AutoCloseable {

  private static final String MAIN = "dev.dml.lambda.JobMain";
  private static final long LOOK = 50;

  /** A container that stands still is ended early, since waiting longer would show nothing more. */
  private static final Duration HANG = Duration.ofSeconds(1);

  private final Settings settings;
  private final LocalFunction.Place place;
  private final Cores cores = Cores.ofThisProcess();
  private final Semaphore room;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();

  Containers(Settings settings, LocalFunction.Place place) {
    this.settings = settings;
    this.place = place;
    this.room = new Semaphore(settings.concurrency(), true);
  }

  /** Has the containers of a job run, each when there is room for it. */
  void run(LocalJob job) {
    job.children().forEach(child -> threads.execute(() -> runWhenThereIsRoom(child)));
  }

  private void runWhenThereIsRoom(LocalChild child) {
    try {
      room.acquire();
      try {
        if (child.isOpen()) {
          run(child);
        }
      } finally {
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      child.ended(1, "it could not be started: " + e.getMessage());
    }
  }

  private void run(LocalChild child) throws IOException, InterruptedException {
    Path directory =
        place.directory().resolve("container-" + child.job().id() + "-" + child.index());
    Files.createDirectories(directory);
    List<Integer> bound = cores.take(child.job().vcpu());
    Optional<Fault> fault = fault(child);
    try (StoreGateway store =
        new StoreGateway(
            place.s3(),
            StoreRequest.Caller.FUNCTION,
            Permissions.all(),
            new Interference(),
            place.storeLog())) {
      store.suffer(fault);
      Process process = start(child, directory, bound, store);
      running.add(process);
      if (child.runs(process)) {
        watch(child, process, fault);
      }
      Parts.kill(process);
      running.remove(process);
    } finally {
      cores.giveBack(bound);
    }
  }

  /** What is wrong with a batch that comes for the first time; the same again goes well. */
  private Optional<Fault> fault(LocalChild child) throws IOException {
    Path message =
        place
            .directory()
            .resolve("s3")
            .resolve(place.variables().getOrDefault("DML_BUCKET", ""))
            .resolve(child.job().variables().getOrDefault("DML_MESSAGES", ""))
            .resolve(child.index() + ".json");
    if (!Files.exists(message)) {
      return Optional.empty();
    }
    byte[] batch = Files.readAllBytes(message);
    return seen.add(ByteBuffer.wrap(batch)) ? settings.faults().of(batch) : Optional.empty();
  }

  private Process start(LocalChild child, Path directory, List<Integer> bound, StoreGateway store)
      throws IOException {
    List<String> command = new ArrayList<>(Cores.binding(bound));
    command.add(Parts.java());
    command.addAll(ClassArchive.ofFunction(settings.functionPackage()).options());
    command.addAll(
        List.of(
            "-Xmx" + child.job().memoryMegabytes() * 85L / 100 + "m",
            "-XX:ActiveProcessorCount=" + child.job().vcpu(),
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            Parts.classPath(settings.functionPackage())
                + File.pathSeparator
                + Parts.tie(place.directory()),
            TiedProcess.class.getName(),
            MAIN));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("DML_"));
    variables.putAll(place.variables());
    variables.keySet().removeIf(name -> name.startsWith("AWS_LAMBDA_"));
    variables.put("AWS_ENDPOINT_URL_S3", store.endpoint().toString());
    variables.put("AWS_BATCH_JOB_ID", child.job().id());
    variables.put("JAVA_TOOL_OPTIONS", String.join(" ", settings.javaOptions()));
    if (child.job().isArray()) {
      variables.put("AWS_BATCH_JOB_ARRAY_INDEX", Integer.toString(child.index()));
    }
    variables.putAll(child.job().variables());
    return builder.start();
  }

  private void watch(LocalChild child, Process process, Optional<Fault> fault)
      throws InterruptedException {
    if (fault.equals(Optional.of(Fault.CRASH))) {
      Parts.kill(process);
      child.ended(137, "");
      return;
    }
    Duration most = fault.equals(Optional.of(Fault.HANG)) ? HANG : settings.timeout();
    long deadline = System.nanoTime() + most.toNanos();
    while (!process.waitFor(LOOK, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        child.ended(143, "Job attempt duration exceeded timeout");
        return;
      }
      if (memory(process) > child.job().memoryMegabytes() * 1024L * 1024) {
        child.ended(137, "OutOfMemoryError: Container killed due to memory usage");
        return;
      }
    }
    child.ended(process.exitValue(), "");
  }

  private static long memory(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // the process is gone
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    running.forEach(Parts::kill);
  }
}
