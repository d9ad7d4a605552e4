package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class MainTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeData() throws IOException {
    List<String> lines = new ArrayList<>(List.of("y,d,x"));
    for (int i = 0; i < 200; i++) {
      lines.add(i % 7 + "," + i % 2 + "," + i % 11);
    }
    Files.write(directory.resolve("data.csv"), lines);
    Files.writeString(
        directory.resolve("spec.yaml"),
        """
        data: {file: data.csv, outcome: y, treatment: d}
        model: plr
        learners: {ml_l: linear-regression, ml_m: linear-regression}
        """);
  }

  private Process start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private Process start(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    if (OS.LINUX.isCurrentOs()) {
      // A build in the background of a script ignores SIGINT, and its children would inherit that.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // as the tests themselves
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile()).start();
  }

  @Test
  void theResultGoesToStandardOutputAlone() throws IOException, InterruptedException {
    Process process = start("estimate", "spec.yaml", "--format", "json", "--quiet");
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(out).startsWith("{").endsWith("}\n");
    assertThat(err.lines()).allMatch(line -> line.startsWith("dml: warning: "));
  }

  @Test
  @EnabledIf("canBeFull")
  void aResultThatCannotBeWrittenIsAnError() throws IOException, InterruptedException {
    Process process =
        start(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"), "estimate", "spec.yaml", "-q");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(err).endsWith("dml: the result could not all be written to standard output\n");
  }

  static boolean canBeFull() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  void wrongInputExitsWithTwo() throws IOException, InterruptedException {
    Process process = start("estimate", "spec.yaml", "--set", "folds=1");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err).isEqualTo("dml: folds: must be a whole number of at least 2, but was 1\n");
  }

  /** The run would take minutes; the signal comes once the first progress is reported. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGINT to send")
  void controlCEndsARunCleanly() throws IOException, InterruptedException {
    Process process =
        start(
            "estimate",
            "spec.yaml",
            "--output",
            "result.txt",
            "--set",
            "repetitions=5000",
            "--set",
            "learners.ml_l={type: random-forest, trees: 2000}");
    StringBuilder err = new StringBuilder();
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      err.append(reader.readLine()).append('\n');
      assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
          .isZero();
      reader.lines().forEach(line -> err.append(line).append('\n'));
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(err.toString().lines().toList().getLast())
        .matches("dml: cancelled after \\d+ of 50000 tasks; no result of it was written");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data.csv", "spec.yaml");
    }
  }
}
