package dev.dml.file;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file to be written: afterwards it is there whole, or it is as it was before.
 *
 * <p>The text goes to a hidden file in the same directory, which then takes the name.
 *
 * @param path where the file shall be; one that is there is replaced
 */
public record OutputFile(Path path) {

  /** What shall be in the file. */
  @FunctionalInterface
  public interface Content {

    /** Writes it, all at once or bit by bit. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * The file at a path that can be written, so that a long run does not end in an error that could
   * have been seen before.
   *
   * @throws InvalidInput if the path is a directory, or its directory is not there or closed
   */
  public static OutputFile at(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw new InvalidInput("the output " + path + " is a directory; it must name a file");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw new InvalidInput("the output " + path + " needs a directory that is there");
    }
    if (!Files.exists(path) || Files.isRegularFile(path)) {
      tryOut(path);
    }
    if (!Files.isWritable(Files.exists(path) ? path : directory)) {
      throw new InvalidInput("the output " + path + " cannot be written: permission denied");
    }
    return new OutputFile(path);
  }

  /** Not every directory that says it is writable takes files: /proc does not. */
  private static void tryOut(Path path) {
    try {
      Path part = partOf(target(path));
      Files.createFile(part);
      Files.delete(part);
    } catch (IOException e) {
      throw new InvalidInput("the output " + path + " cannot be written: " + FileProblem.of(e));
    }
  }

  /** Writes the text as UTF-8. */
  public void write(String text) {
    write(out -> out.write(text));
  }

  /**
   * Writes bytes.
   *
   * @throws UncheckedIOException as {@link #write(Content)} does
   */
  public void writeBytes(byte[] bytes) {
    put(target -> Files.write(target, bytes));
  }

  /**
   * Writes the content as UTF-8.
   *
   * @throws UncheckedIOException if the disk is full or the like; the file is as it was then
   */
  public void write(Content content) {
    put(target -> writeDirectly(target, content));
  }

  /** Fills a file. */
  @FunctionalInterface
  interface Filling {
    void fill(Path file) throws IOException;
  }

  /**
   * Has somebody else write a file.
   *
   * @throws UncheckedIOException as {@link #write(Content)} does
   */
  void fill(Filling content) {
    put(content);
  }

  private void put(Filling content) {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        // A device or a pipe, such as /dev/null, must not be replaced by a file.
        content.fill(path);
      } else {
        replace(target(path), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the output " + path + " could not be written: " + FileProblem.of(e), e);
    }
  }

  private static void replace(Path target, Filling content) throws IOException {
    Path part = partOf(target);
    try {
      content.fill(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path target(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  private static Path partOf(Path target) {
    return target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
  }

  private static void writeDirectly(Path file, Content content) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      content.writeTo(out);
    }
  }
}
