package dev.dml.file;

import dev.dml.data.Table;

/**
 * Reads data files and remembers the last one, so that analyses of one file in a row share its
 * columns.
 */
public final class DataFiles {

  private DataFile lastFile;
  private Table lastTable;

  /** The table of a file, read if it is not the last one. */
  public Table read(DataFile file) {
    if (!file.equals(lastFile)) {
      // Lets go of the last table before the next one needs the memory.
      lastTable = null;
      lastFile = null;
      lastTable = file.read();
      lastFile = file;
    }
    return lastTable;
  }
}
