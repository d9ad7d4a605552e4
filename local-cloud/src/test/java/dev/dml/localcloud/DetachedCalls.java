package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on in a cloud, as the command begins and watches them in a folder. */
abstract class DetachedCalls {

  @TempDir Path directory;

  static Settings cloud() {
    Settings function = Client.packagedFunction();
    return function.withConcurrency(2).withDriver(new Packaged(Path.of("..")).driver());
  }

  static void detach(Command dml, String run, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("estimate", "spec.yaml", "--detach", "--set", "backend.run=" + run));
    arguments.addAll(List.of(more));
    Command.Outcome began = dml.outcome(arguments.toArray(String[]::new));
    assertThat(dml.messages())
        .containsExactly(
            "dml: it goes on without this machine; dml status " + run + " says how far");
    assertThat(began.out()).isEqualTo(run + "\n");
  }

  static Process attach(Command dml, String run) throws IOException {
    return dml.start("attach", run, "--quiet", "--format", "json", "--output", "away.json");
  }

  static String status(Command dml, String run) throws IOException, InterruptedException {
    return dml.outcome("status", run).out();
  }
}
