package dev.dml.quote;

import com.sun.management.OperatingSystemMXBean;
import dev.dml.data.CausalData;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.LocalBackend;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.StoredData;
import dev.dml.wire.stored.StoredPartitions;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program of a {@link FreshProcess}: each line that it reads is a batch; to each it answers
 * with the nanoseconds of processor time that this process took for the tasks, and with a line of
 * results.
 *
 * <p>All threads count. The compiler's are much of what first fits take, and a function with one
 * processor has no other for them.
 */
final class FreshProcessMain {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final ObjectStore store;
  private Optional<CausalData> data = Optional.empty();

  private FreshProcessMain(ObjectStore store) {
    this.store = store;
  }

  public static void main(String[] args) throws InterruptedException {
    ScratchFolder folder = new ScratchFolder(Path.of(args[0]));
    FreshProcessMain program = new FreshProcessMain(new FolderStore(folder.path()));
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().start(() -> listen(requests, folder));
    // Not System.out: these are answers to a program, and nothing else may come between them.
    try (PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      while (true) {
        program.answer(requests.take(), answers);
      }
    }
  }

  /**
   * Takes requests until there can be no more, since the process that sends them is gone; then ends
   * this one, whatever it is doing, and leaves nothing behind.
   */
  private static void listen(BlockingQueue<String> requests, ScratchFolder folder) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(line);
      }
    } catch (IOException e) {
      // As good as closed.
    }
    folder.remove();
    Runtime.getRuntime().halt(0);
  }

  private void answer(String line, PrintStream answers) {
    TaskBatch batch =
        TaskBatch.read(
            line.getBytes(StandardCharsets.UTF_8),
            digest -> new StoredPartitions(store, digest).get().orElseThrow());
    if (data.isEmpty()) {
      data = new StoredData(store, batch.inputs().data()).get();
    }
    long before = SYSTEM.getProcessCpuTime();
    List<Optional<TaskOutcome>> outcomes =
        new LocalBackend(1).outcomes(data.orElseThrow(), batch.tasks(), TimeLimit.none());
    answers.println(SYSTEM.getProcessCpuTime() - before);
    answers.println(
        new String(StoredResults.of(batch, outcomes).write(), StandardCharsets.UTF_8).strip());
  }
}
