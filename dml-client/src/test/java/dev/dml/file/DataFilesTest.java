package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

  @TempDir private Path directory;

  @Test
  void whoeverWatchesIsToldOfEveryFileThatIsRead() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "x\n1\n2\n");
    Path none = directory.resolve("none.csv");
    List<String> told = new ArrayList<>();
    DataFiles files =
        new DataFiles(path -> told.add("reads " + path.getFileName()), () -> told.add("done"));
    files.read(new DataFile(file, Optional.empty()));
    // The one that was read last is remembered.
    files.read(new DataFile(file, Optional.empty()));
    assertThatThrownBy(() -> files.read(new DataFile(none, Optional.empty())))
        .isInstanceOf(InvalidInput.class);
    assertThat(told).containsExactly("reads data.csv", "done", "reads none.csv", "done");
  }
}
