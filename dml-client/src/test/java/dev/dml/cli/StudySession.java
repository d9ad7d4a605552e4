package dev.dml.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with data and studies, and the command on them. */
abstract class StudySession {

  @TempDir Path directory;
  Session session;

  @BeforeEach
  void writeDataAndStudies() throws IOException {
    session = Session.in(directory);
    session.write(
        "grid.yaml",
        """
        study: grid
        base: plr.yaml
        grid:
          learners.ml_l: [linear-regression, {type: ridge, lambda: 0.1}]
          learners.ml_m: {ols: linear-regression, ridge: {type: ridge, lambda: 0.1}}
        """);
    session.write(
        "coverage.yaml",
        """
        study: coverage
        base: {model: plr, learners: {ml_l: linear-regression, ml_m: linear-regression}, repetitions: 1}
        grid: {score: [partialling-out, iv-type]}
        exclude: [{score: iv-type}]
        simulate: {design: plr-ccddhnr2018, n: 100, p: 3, data_sets: 40}
        """);
  }

  Session.Outcome study(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "study";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--output";
    all[args.length + 2] = folder().toString();
    return Session.run(all);
  }

  Path folder() {
    return directory.resolve("out");
  }

  List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder().resolve(name));
  }

  static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
