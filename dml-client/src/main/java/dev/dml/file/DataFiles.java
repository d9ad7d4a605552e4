package dev.dml.file;

import dev.dml.data.table.Table;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads data files and remembers the last one, so that analyses of one file in a row share its
 * columns.
 */
public final class DataFiles {

  private final Consumer<Path> begun;
  private final Runnable done;
  private @Nullable DataFile lastFile;
  private @Nullable Table lastTable;

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
    if (lastTable != null && file.equals(lastFile)) {
      return lastTable;
    }
    // Lets go of the last table before the next one needs the memory.
    lastTable = null;
    begun.accept(file.path());
    try {
      Table table = file.read();
      lastTable = table;
      lastFile = file;
      return table;
    } finally {
      done.run();
    }
  }
}
