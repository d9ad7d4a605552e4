package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {

  @TempDir private Path directory;

  @Test
  void whatTheSystemSaysIsInPlainWords() throws IOException {
    assertThat(FileProblem.of(new NoSuchFileException("x"))).isEqualTo("no such file or directory");
    assertThat(FileProblem.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
    assertThat(FileProblem.of(new FileAlreadyExistsException("x"))).isEqualTo("x is in the way");
    assertThat(FileProblem.of(new IOException("No space left on device")))
        .isEqualTo("no space left on device");
    assertThat(FileProblem.of(new IOException())).isEqualTo("IOException");
    assertThat(FileProblem.of(new UncheckedIOException(new NoSuchFileException("x"))))
        .isEqualTo("no such file or directory");
    Path file = Files.createFile(directory.resolve("file"));
    try {
      Files.createFile(file.resolve("inside"));
    } catch (IOException e) {
      assertThat(FileProblem.of(e)).isEqualTo("not a directory");
    }
  }
}
