package dev.dml.cli;

import dev.dml.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Runs the command in this process, in a directory with data and a spec. */
public record Session(Path directory) {

  /** What a run of the command left behind. */
  public record Outcome(int exitCode, String out, String err) {}

  /** 60 rows of y = 2 d + x + noise with a 0/1 treatment d, from a fixed seed. */
  public static Session in(Path directory) throws IOException {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("y,d,x\n");
    for (int row = 0; row < 60; row++) {
      double x = random.nextGaussian();
      int d = random.nextGaussian() + 0.3 * x > 0 ? 1 : 0;
      csv.append(2 * d + x + random.nextGaussian()).append(',').append(d).append(',').append(x);
      csv.append('\n');
    }
    Files.writeString(directory.resolve("data.csv"), csv);
    Session session = new Session(directory);
    session.write(
        "plr.yaml",
        """
        data: {file: data.csv, outcome: y, treatment: d}
        model: plr
        learners: {ml_l: linear-regression, ml_m: linear-regression}
        folds: 3
        repetitions: 2
        """);
    return session;
  }

  public String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  public String path(String name) {
    return directory.resolve(name).toString();
  }

  public static Outcome run(String... args) {
    return run("", args);
  }

  public static Outcome run(String in, String[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int exitCode = new Dml(terminal, Map.of()).run(args);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
