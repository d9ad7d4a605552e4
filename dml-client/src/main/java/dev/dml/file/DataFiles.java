package dev.dml.file;

import dev.dml.data.Table;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads data files and remembers the last one, so that analyses of one file in a row share its
 * columns.
 */
public final class DataFiles {

  private final Consumer<Path> begun;
  private final Runnable done;
  private DataFile lastFile;
  private Table lastTable;

  /** Reads quietly. */
  public DataFiles() {
    this(file -> {}, () -> {});
  }

  /**
   * Reads while someone is told.
   *
   * @param begun is told the file before it is read
   * @param done is told afterwards, also of a file that cannot be read
   */
  public DataFiles(Consumer<Path> begun, Runnable done) {
    this.begun = begun;
    this.done = done;
  }

  /** The table of a file, read if it is not the last one. */
  public Table read(DataFile file) {
    if (!file.equals(lastFile)) {
      // Lets go of the last table before the next one needs the memory.
      lastTable = null;
      lastFile = null;
      begun.accept(file.path());
      try {
        lastTable = file.read();
      } finally {
        done.run();
      }
      lastFile = file;
    }
    return lastTable;
  }
}
