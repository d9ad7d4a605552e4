package dev.dml.localcloud;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The servers of this machine, with the packaged function. */
class LocalCloudContractTest extends CloudContractTest {

  private LocalCloud cloud;

  @BeforeAll
  void start() throws IOException {
    // Fewer than the client hopes for, so that it must slow down.
    cloud = LocalCloud.start(Client.deployedFunction(Path.of("..")).withConcurrency(3));
    Client.of(cloud);
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  @Override
  Map<String, String> variables() {
    return cloud.environmentVariables();
  }
}
