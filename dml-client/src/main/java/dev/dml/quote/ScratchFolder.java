package dev.dml.quote;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of this machine for the data of a rehearsal, which is to leave nothing behind.
 *
 * @param path where it is
 */
record ScratchFolder(Path path) {

  static ScratchFolder make() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("dml-rehearsal"));
  }

  /**
   * Removes it with all that is in it; others may do the same at the same time.
   *
   * @return whether nothing is left
   */
  boolean remove() {
    remove(path.toFile());
    return !Files.exists(path);
  }

  private static void remove(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      for (File child : children) {
        remove(child);
      }
    }
    file.delete();
  }
}
