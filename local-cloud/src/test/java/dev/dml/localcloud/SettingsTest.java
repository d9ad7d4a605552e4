package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void theOptionsForJavaAreThoseOfTheTemplate() throws IOException {
    Settings settings = Settings.of(Path.of("function"), "Handler");
    assertThat(Files.readAllLines(Path.of("..", "template.yaml")))
        .contains("          JAVA_TOOL_OPTIONS: " + String.join(" ", settings.javaOptions()));
  }
}
