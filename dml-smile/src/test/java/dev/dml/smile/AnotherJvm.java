package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Java process with the class path of the tests, for what is settled once per process. */
final class AnotherJvm {

  private AnotherJvm() {}

  /** All that the main method of a class prints, to either stream, in a process with an option. */
  static String outputOf(Class<?> main, String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    option,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace(System.lineSeparator(), "\n");
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
