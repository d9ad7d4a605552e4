package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalCloudTest {

  @Test
  void closingItTwiceIsClosingItOnce() throws IOException {
    LocalCloud cloud =
        LocalCloud.startWaiting(
            Settings.of(Path.of("none"), "none"), Duration.ZERO, request -> request);
    int port = cloud.lambdaEndpoint().getPort();
    cloud.close();
    cloud.close();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }
}
