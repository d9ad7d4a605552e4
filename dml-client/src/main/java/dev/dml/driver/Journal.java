package dev.dml.driver;

import dev.dml.wire.detached.Beat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file of the attempts on the machine of a driver, which is gone with that: what is new in it
 * goes out with every beat, and a driver begins with what those before it have said.
 */
final class Journal {

  private final Path file;
  private long said;
  private long saying;

  private Journal(Path file, long said) {
    this.file = file;
    this.said = said;
  }

  /**
   * Begins with what was said before.
   *
   * @param directory where the file is made
   */
  static Journal of(Path directory, List<Beat> earlier) {
    try {
      Path file = directory.resolve("attempts.csv");
      StringBuilder text = new StringBuilder();
      earlier.forEach(beat -> text.append(beat.attempts()));
      Files.writeString(file, text);
      return new Journal(file, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  /** What is new, in whole lines. */
  byte[] unsaid() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(Math.max(0, in.length() - said))];
      in.seek(said);
      in.readFully(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      byte[] lines =
          text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.ISO_8859_1);
      saying = said + lines.length;
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was new has gone out. */
  void said() {
    said = saying;
  }
}
