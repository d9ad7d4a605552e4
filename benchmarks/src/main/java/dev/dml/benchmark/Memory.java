package dev.dml.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures the largest resident memory of an estimation in a Java machine of its own: 1,000,000
 * rows and 20 covariates from a CSV file, partially linear regression, 5 folds, 1 repetition.
 *
 * <p>Allowed are three times the data's size in doubles plus 512 MiB. Arguments: the number of rows
 * (1000000) and the heap limit in MiB (700). Ends with exit code 1 if a run takes more. Linux only:
 * it reads {@code /proc/self/status}.
 */
public final class Memory {

  private static final int COVARIATES = 20;
  private static final int MEBIBYTE = 1 << 20;

  private Memory() {}

  /** Measures and prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int heap = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 700;
    Path file = Files.createTempFile("dml-memory", ".csv");
    boolean within;
    try {
      write(file, rows);
      within = measure(file, rows, heap);
    } finally {
      Files.delete(file);
    }
    System.exit(within ? 0 : 1);
  }

  /** Prints a row for each learner; says whether all stayed within what is allowed. */
  private static boolean measure(Path file, int rows, int heap)
      throws IOException, InterruptedException {
    double data = 8.0 * rows * (COVARIATES + 2) / MEBIBYTE;
    double allowed = 3 * data + 512;
    System.out.println(
        "| rows | learners | data, MiB | heap limit, MiB | peak, MiB | allowed, MiB | s |");
    System.out.println("|---|---|---|---|---|---|---|");
    boolean within = true;
    for (String learner : List.of("linear-regression", "random-forest")) {
      long start = System.nanoTime();
      double peak = peak(file, learner, heap);
      within &= peak <= allowed;
      System.out.printf(
          Locale.ROOT,
          "| %d | %s | %.0f | %d | %.0f | %.0f | %.0f |%n",
          rows,
          learner,
          data,
          heap,
          peak,
          allowed,
          (System.nanoTime() - start) / 1e9);
    }
    return within;
  }

  private static void write(Path file, int rows) throws IOException {
    Random random = new Random(42);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("y,d");
      for (int j = 1; j <= COVARIATES; j++) {
        writer.write(",x" + j);
      }
      writer.newLine();
      for (int row = 0; row < rows; row++) {
        writer.write(line(random));
        writer.newLine();
      }
    }
  }

  /** Six decimals: a million values a column, so that nothing can be saved on repeated ones. */
  private static String line(Random random) {
    StringBuilder cells = new StringBuilder();
    double sum = 0;
    for (int j = 0; j < COVARIATES; j++) {
      double x = random.nextGaussian();
      sum += x / (j + 1);
      cells.append(',').append(Math.round(1e6 * x) / 1e6);
    }
    double d = sum / 2 + random.nextGaussian();
    double y = d / 2 + sum + random.nextGaussian();
    return Math.round(1e6 * y) / 1e6 + "," + Math.round(1e6 * d) / 1e6 + cells;
  }

  /** The largest resident memory, in MiB, of an estimation in a new process. */
  private static double peak(Path file, String learner, int heap)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryRun.class.getName(),
                file.toString(),
                learner)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("the run with " + learner + " ended with " + process.exitValue());
    }
    return Double.parseDouble(output.strip()) / 1024;
  }
}
