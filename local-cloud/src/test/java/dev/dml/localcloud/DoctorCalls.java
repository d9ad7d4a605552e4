package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The doctor and runs, called in a folder, and what they say. */
abstract class DoctorCalls {

  @TempDir Path directory;

  /** What to do, of the checks of AWS alone. */
  List<String> advice(Command dml, int exitCode, String... settings) throws Exception {
    return adviceOn("lambda", dml, exitCode, settings);
  }

  static List<String> adviceOn(String backend, Command dml, int exitCode, String... settings)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--set", "backend.type=" + backend));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Command.Outcome outcome = dml.outcome(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).describedAs(outcome.out()).isEqualTo(exitCode);
    return outcome
        .out()
        .lines()
        .dropWhile(line -> !line.equals("What to do:"))
        .filter(
            line ->
                !line.matches(
                    "What to do:|  (cores|memory|OpenBLAS|DuckDB|cache|.* data|DML_.*): [^;]*"
                        + "|  OpenBLAS:.*"))
        .map(String::strip)
        .toList();
  }

  static String runs(Command dml, String... settings) throws Exception {
    return runsOn("lambda", dml, settings);
  }

  static String runsOn(String backend, Command dml, String... settings) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("estimate", "spec.yaml", "--quiet", "--set", "backend.type=" + backend));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(dml.run(arguments.toArray(String[]::new))).isNotZero();
    List<String> messages =
        dml.messages().stream().filter(line -> !line.contains("go on with")).toList();
    assertThat(messages).hasSize(1);
    return messages.getFirst().replaceFirst("dml: ", "");
  }
}
