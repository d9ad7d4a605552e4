package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on in the cloud when the command has ended. */
class DetachedRunTest {

  @TempDir private Path directory;

  private static Settings cloud() {
    Settings function = Client.packagedFunction();
    return function.withConcurrency(2).withDriver(new Packaged(Path.of("..")).driver());
  }

  @Test
  void theResultIsThatOfARunThatIsWatched() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(cloud())) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      String here = dml.estimateHere();
      Command.Outcome began =
          dml.outcome("estimate", "spec.yaml", "--detach", "--set", "backend.run=away");
      assertThat(dml.messages())
          .containsExactly("dml: it goes on without this machine; dml status away says how far");
      assertThat(began.out()).isEqualTo("away\n");
      assertThat(dml.run("attach", "away", "--format", "json", "--output", "away.json")).isZero();
      assertThat(dml.result("away.json")).isEqualTo(here);
      assertThat(dml.outcome("status", "away").out()).matches("(?s)away: done, 200 of 200 fits.*");
    }
  }
}
