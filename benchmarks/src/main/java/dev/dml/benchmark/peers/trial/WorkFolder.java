package dev.dml.benchmark.peers.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.split.Partition;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The files of a work, which all programs read: {@code work.json}; {@code x.f64}, the covariates
 * column by column; {@code y.f64} and {@code d.f64}; {@code folds.i32}, the fold of each row,
 * repetition by repetition. Numbers are little-endian without a header.
 */
public record WorkFolder(Path path) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 42;

  /** Writes all files; those that are there are replaced. */
  public static WorkFolder write(Path path, Work work, Draw sample) throws IOException {
    Files.createDirectories(path);
    WorkFolder folder = new WorkFolder(path);
    JSON.writerWithDefaultPrettyPrinter().writeValue(path.resolve("work.json").toFile(), work);
    write(path.resolve("x.f64"), sample.x().toArray(double[][]::new));
    write(path.resolve("y.f64"), sample.y());
    write(path.resolve("d.f64"), sample.d());
    ByteBuffer folds =
        ByteBuffer.allocate(Integer.BYTES * work.rows()).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = Files.newOutputStream(path.resolve("folds.i32"))) {
      for (int repetition = 0; repetition < work.repetitions(); repetition++) {
        folds.clear();
        Partition partition = Partition.draw(new int[work.rows()], work.folds(), SEED, repetition);
        for (int row = 0; row < work.rows(); row++) {
          folds.putInt(partition.fold(row));
        }
        out.write(folds.array());
      }
    }
    return folder;
  }

  /** Writes arrays one after the other. */
  public static void write(Path file, double[]... arrays) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (double[] array : arrays) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Double.BYTES * array.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(array);
        out.write(bytes.array());
      }
    }
  }

  public Work work() throws IOException {
    return JSON.readValue(path.resolve("work.json").toFile(), Work.class);
  }

  /** One of the arrays of equal length in a file. */
  public static double[] read(Path file, int position, int length) throws IOException {
    double[] values = new double[length];
    try (FileChannel channel = FileChannel.open(file)) {
      channel
          .map(
              FileChannel.MapMode.READ_ONLY,
              (long) Double.BYTES * position * length,
              (long) Double.BYTES * length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(values);
    }
    return values;
  }

  public double[] covariate(Work work, int column) throws IOException {
    return read(path.resolve("x.f64"), column, work.rows());
  }

  public double[] target(Work work, String name) throws IOException {
    return read(path.resolve(name + ".f64"), 0, work.rows());
  }

  public Partition partition(Work work, int repetition) throws IOException {
    int bytes = Integer.BYTES * work.rows();
    int[] folds = new int[work.rows()];
    try (FileChannel channel = FileChannel.open(path.resolve("folds.i32"))) {
      channel
          .map(FileChannel.MapMode.READ_ONLY, (long) bytes * repetition, bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(folds);
    }
    return Partition.of(folds);
  }

  /** All values of a file. */
  public static double[] readAll(Path file) throws IOException {
    return read(file, 0, Math.toIntExact(Files.size(file) / Double.BYTES));
  }

  /** An array of values that nobody has predicted. */
  public static double[] missing(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
