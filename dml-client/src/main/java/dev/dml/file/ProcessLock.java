package dev.dml.file;

import dev.dml.data.FileProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that a process locks while it works at something; the end of the process, whatever it was,
 * unlocks it.
 *
 * @param file the file, which is made when it is locked and then stays
 */
public record ProcessLock(Path file) {

  /**
   * Locks it.
   *
   * @return what is closed at the end; empty if somebody else has locked it
   */
  public Optional<FileChannel> take() {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return Optional.of(channel);
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be locked: " + FileProblem.of(e), e);
    }
  }

  /** Whether a process has locked it. */
  public boolean isTaken() {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !locked(channel);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
