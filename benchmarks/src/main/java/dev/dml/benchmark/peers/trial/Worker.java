package dev.dml.benchmark.peers.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.data.Rows;
import dev.dml.split.Partition;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that does a work, or a part of it, in Java: reads the files, fits and predicts, writes
 * the predictions, and prints a {@link Measurement}. {@code peer.py} is the same in Python.
 *
 * <p>Arguments: the folder, the program, the threads, how many repetitions and how many folds of
 * each, the file for the result, and {@code fit} or {@code agree}.
 */
public final class Worker {

  private Worker() {}

  /** Does the work. */
  public static void main(String[] arguments) throws Exception {
    WorkFolder folder = new WorkFolder(Path.of(arguments[0]));
    Program program = Program.valueOf(arguments[1]);
    Path output = Path.of(arguments[5]);
    if (arguments[6].equals("agree")) {
      agree(folder, output);
      return;
    }
    int threads = Integer.parseInt(arguments[2]);
    int repetitions = Integer.parseInt(arguments[3]);
    int folds = Integer.parseInt(arguments[4]);
    CrossFitting fitting = CrossFitting.of(folder, program, repetitions, folds);
    long loaded = Clock.memory("VmRSS");
    Clock clock = new Clock();
    double[][] predictions = fitting.run(threads);
    double cpu = clock.cpuSince();
    double wall = clock.wallSince();
    WorkFolder.write(output, predictions);
    System.out.println(
        new ObjectMapper()
            .writeValueAsString(
                new Measurement(
                    cpu, wall, Clock.cpu(), 0, Clock.memory("VmHWM"), loaded, program.version())));
  }

  /** Writes what is to agree with a peer to the last digits: one fit outside the first fold. */
  private static void agree(WorkFolder folder, Path output) throws IOException {
    Work work = folder.work();
    Partition partition = folder.partition(work, 0);
    Rows train = partition.train(0);
    double[] y = folder.target(work, work.targets().getFirst());
    WorkFolder.write(
        output,
        work.learner().equals("lasso")
            ? Agreement.coefficients(folder, work, train, y)
            : Agreement.predictions(folder, work, train, partition.test(0), y));
  }
}
