package dev.dml.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with data and a spec, and the command on them. */
abstract class EstimateSession {

  @TempDir Path directory;
  Session session;

  @BeforeEach
  void writeDataAndSpec() throws IOException {
    session = Session.in(directory);
  }
}
