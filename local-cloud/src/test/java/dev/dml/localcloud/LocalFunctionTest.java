package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.process.Parts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFunctionTest {

  @TempDir private Path directory;

  private LocalFunction.Place place() throws IOException {
    return new LocalFunction.Place(
        directory,
        Parts.nativeLibrary(directory),
        Map.of(),
        URI.create("http://127.0.0.1:1"),
        request -> {});
  }

  private static byte[] until(Path file) {
    return ("\"until " + file + "\"").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void environmentsWithoutWorkAreStopped() throws Exception {
    try (LocalFunction function = new LocalFunction(Probe.settings(), place())) {
      byte[] request = "\"nothing 0\"".getBytes(StandardCharsets.UTF_8);
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
  void environmentsThatFollowOnCrashedOnesAreSpreadOverTheCores() throws Exception {
    try (LocalFunction function = new LocalFunction(Probe.settings(), place())) {
      byte[] request = "\"nothing 0\"".getBytes(StandardCharsets.UTF_8);
      Path firstMayEnd = directory.resolve("first-may-end");
      Path thirdMayEnd = directory.resolve("third-may-end");
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Answer> first =
            threads.submit(() -> function.run("1", until(firstMayEnd), Optional.empty()));
        assertThat(function.run("2", request, Optional.of(Fault.CRASH)).outcome().alive())
            .isFalse();
        Files.createFile(firstMayEnd);
        assertThat(first.get().outcome().alive()).isTrue();
        List<Integer> ofTheFirst = function.boundCores();
        Future<Answer> third =
            threads.submit(() -> function.run("3", until(thirdMayEnd), Optional.empty()));
        assertThat(function.run("4", request, Optional.empty()).outcome().alive()).isTrue();
        Files.createFile(thirdMayEnd);
        assertThat(third.get().outcome().alive()).isTrue();
        assertThat(function.boundCores()).containsAll(ofTheFirst).doesNotHaveDuplicates();
      }
      assertThat(function.environments()).isEqualTo(2);
      function.retire(Duration.ZERO);
      assertThat(function.boundCores()).isEmpty();
    }
  }

  @Test
  void aHandlerThatDoesNotExistIsAFunctionError() throws Exception {
    Settings settings = Settings.of(Probe.settings().functionPackage(), "dev.dml.Missing");
    try (LocalFunction function = new LocalFunction(settings, place())) {
      Outcome outcome = function.run("only", new byte[0], Optional.empty()).outcome();
      assertThat(outcome.error()).isTrue();
      assertThat(new String(outcome.payload(), StandardCharsets.UTF_8))
          .startsWith("{\"errorMessage\":\"Class not found: dev.dml.Missing\"");
    }
  }
}
