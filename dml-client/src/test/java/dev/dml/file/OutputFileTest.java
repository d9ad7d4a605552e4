package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @TempDir private Path directory;

  @Test
  void aFileWhoseContentBreaksOffIsAsItWasBefore() throws IOException {
    Path file = Files.writeString(directory.resolve("result.txt"), "before");
    assertThatThrownBy(
            () ->
                OutputFile.at(file)
                    .write(
                        out -> {
                          out.write("half");
                          throw new IOException("disk full");
                        }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the output " + file + " could not be written: disk full");
    assertThat(file).hasContent("before");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aDirectoryIsRefused() {
    assertThatThrownBy(() -> OutputFile.at(directory))
        .hasMessage("the output " + directory + " is a directory; it must name a file");
  }
}
