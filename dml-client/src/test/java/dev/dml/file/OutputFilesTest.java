package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(directory.resolve("data.csv"), "y,d\n1,0\n");
  }

  private void refused(Path output) {
    assertThatThrownBy(
            () ->
                new OutputFiles(Map.of("--output " + output, output))
                    .keepApart(Map.of("data.file", data)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "--output "
                + output
                + ": an output must not replace a file that is read, but this is data.file");
  }

  @Test
  void noNameAndNoLinkLeadsToAnInput() throws IOException {
    Path sub = Files.createDirectory(directory.resolve("sub"));
    refused(data);
    refused(directory.resolve("sub/../data.csv"));
    refused(directory.resolve("./data.csv"));
    refused(Files.createSymbolicLink(directory.resolve("link.csv"), data));
    refused(Files.createSymbolicLink(sub.resolve("up"), directory).resolve("data.csv"));
    refused(Files.createLink(directory.resolve("hard.csv"), data));
  }

  @Test
  void twoOutputsNeedTwoFiles() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("here"), directory);
    Map<String, Path> outputs = new LinkedHashMap<>();
    outputs.put("--output", directory.resolve("new.csv"));
    outputs.put("--predictions " + link.resolve("new.csv"), link.resolve("new.csv"));
    assertThatThrownBy(() -> new OutputFiles(outputs).keepApart(Map.of("data.file", data)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "--predictions "
                + link.resolve("new.csv")
                + ": an output needs a file of its own, but this is --output");
  }

  @Test
  void othersAreFree() {
    Map<String, Path> outputs =
        Map.of(
            "--output", Path.of("/dev/null"),
            "--predictions", Path.of("/dev/null"),
            "--timeline", directory.resolve("timeline.svg"));
    assertThatCode(() -> new OutputFiles(outputs).keepApart(Map.of("data.file", data)))
        .doesNotThrowAnyException();
  }
}
