package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.localcloud.access.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cloud as a process of its own: however it ends, nothing is left of it. */
class StopTest {

  private static final long PATIENCE_SECONDS = 20;

  @TempDir private Path temporary;
  private Process process;

  @AfterEach
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Test
  void nothingIsLeftWhenItIsKilled() throws Exception {
    List<ProcessHandle> parts = startWithAnEnvironment();
    process.destroyForcibly();
    assertNothingIsLeft(parts);
  }

  @Test
  void nothingIsLeftWhenASignalReachesThePartsFirst() throws Exception {
    List<ProcessHandle> parts = startWithAnEnvironment();
    parts.forEach(ProcessHandle::destroy);
    Patience.until(
        "the end of the environment", () -> !parts.stream().allMatch(ProcessHandle::isAlive));
    // As long again as a process takes to end that does not mind who is left.
    Patience.whileWatched(
        "the S3 server, which cleans up,",
        Duration.ofMillis(500),
        () -> parts.stream().anyMatch(ProcessHandle::isAlive));
    process.destroyForcibly();
    assertNothingIsLeft(parts);
  }

  @Test
  void nothingIsLeftWhenItsInputCloses() throws Exception {
    List<ProcessHandle> parts = startWithAnEnvironment();
    process.outputWriter().close();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertNothingIsLeft(parts);
  }

  @Test
  void itStopsWhenNothingIsAskedFor() throws Exception {
    start("--idle", "1s");
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertNothingIsLeft(List.of());
  }

  @Test
  void aCommandHasItsEnvironmentAndItsExitCode() throws Exception {
    process =
        process(
                "--",
                "sh",
                "-c",
                "test -n \"$DML_FUNCTION$AWS_ENDPOINT_URL_S3\" && $DML_CLOUD_ENDS && exit 7")
            .start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(7);
    assertNothingIsLeft(List.of());
  }

  @Test
  void theCommandAndTheCloudEndWithTheirParent() throws Exception {
    // The shell is the parent; killed, it can neither close an input nor pass on a signal.
    ProcessBuilder builder = process("--", "sleep", "600");
    builder.command(
        Stream.concat(Stream.of("sh", "-c", "\"$@\"; true", "sh"), builder.command().stream())
            .toList());
    process = builder.start();
    Patience.until("sleep", () -> process.descendants().anyMatch(child -> runs(child, "sleep")));
    List<ProcessHandle> parts = process.descendants().toList();
    process.destroyForcibly();
    assertNothingIsLeft(parts);
  }

  private static boolean runs(ProcessHandle process, String program) {
    return process.info().command().orElse("").endsWith("/" + program);
  }

  @Test
  void itListensOnTheLoopbackAddressAlone() throws Exception {
    Map<String, String> variables = start();
    for (String name : List.of("AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL_S3")) {
      int port = URI.create(variables.get(name)).getPort();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
    }
    // Every listening socket of the cloud and its parts, as the kernel lists them.
    List<String> addresses =
        Sockets.listening(
            Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList());
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(3).allMatch(Sockets::isLoopback);
  }

  /** The processes of a cloud in which one invocation has run: S3 server and environment. */
  private List<ProcessHandle> startWithAnEnvironment() throws IOException {
    Map<String, String> variables = start();
    Credentials credentials =
        new Credentials(variables.get("AWS_ACCESS_KEY_ID"), variables.get("AWS_SECRET_ACCESS_KEY"));
    try (Caller caller =
        Caller.of(
            URI.create(variables.get("AWS_ENDPOINT_URL_LAMBDA")),
            credentials,
            variables.get("DML_FUNCTION"))) {
      caller.invoke("nothing 0");
    }
    List<ProcessHandle> parts = process.descendants().toList();
    assertThat(parts).hasSize(2);
    return parts;
  }

  private Map<String, String> start(String... options) throws IOException {
    process = process(options).start();
    Map<String, String> variables = new HashMap<>();
    BufferedReader reader = process.inputReader();
    while (!variables.containsKey("DML_BUCKET")) {
      String line = reader.readLine();
      assertThat(line).startsWith("export ");
      String[] parts = line.substring("export ".length()).split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return variables;
  }

  private ProcessBuilder process(String... options) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--memory",
                    "512",
                    "--handler",
                    ProbeHandler.class.getName(),
                    "--function-package",
                    Probe.settings().functionPackage().toString()),
                Stream.of(options))
            .toList();
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private void assertNothingIsLeft(List<ProcessHandle> parts) throws Exception {
    Patience.until("the end", () -> parts.stream().noneMatch(ProcessHandle::isAlive));
    Patience.until("no file", () -> leftBehind().isEmpty());
  }

  private List<Path> leftBehind() {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("dml-")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
