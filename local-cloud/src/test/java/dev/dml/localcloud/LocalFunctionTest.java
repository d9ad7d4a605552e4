package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFunctionTest {

  @TempDir private Path directory;

  @Test
  void environmentsWithoutWorkAreStopped() throws Exception {
    LocalFunction.Place place =
        new LocalFunction.Place(
            directory,
            Parts.nativeLibrary(directory),
            Map.of(),
            URI.create("http://127.0.0.1:1"),
            request -> {});
    try (LocalFunction function = new LocalFunction(Probe.settings(), place)) {
      byte[] request = "\"sleep 0\"".getBytes(StandardCharsets.UTF_8);
      assertThat(function.run("first", request, Optional.empty()).cold()).isTrue();
      function.retire(Duration.ofHours(1));
      assertThat(function.run("second", request, Optional.empty()).cold()).isFalse();
      assertThat(function.environments()).isEqualTo(1);
      function.retire(Duration.ZERO);
      assertThat(function.environments()).isZero();
      assertThat(function.run("third", request, Optional.empty()).cold()).isTrue();
    }
  }

  @Test
  void aHandlerThatDoesNotExistIsAFunctionError() throws Exception {
    LocalFunction.Place place =
        new LocalFunction.Place(
            directory,
            Parts.nativeLibrary(directory),
            Map.of(),
            URI.create("http://127.0.0.1:1"),
            request -> {});
    Settings settings = Settings.of(Probe.settings().functionPackage(), "dev.dml.Missing");
    try (LocalFunction function = new LocalFunction(settings, place)) {
      Outcome outcome = function.run("only", new byte[0], Optional.empty()).outcome();
      assertThat(outcome.error()).isTrue();
      assertThat(new String(outcome.payload(), StandardCharsets.UTF_8))
          .startsWith("{\"errorMessage\":\"Class not found: dev.dml.Missing\"");
    }
  }
}
