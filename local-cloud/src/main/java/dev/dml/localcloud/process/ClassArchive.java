package dev.dml.localcloud.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The classes of some jars as Java has them in memory, in a file. Processes start with it in half
 * of the processor time. Whoever starts very many makes it, as tests do; others do without.
 *
 * @param file where it is, if it was made
 * @param jars where a class path with it begins; {@code *} stands for all jars of a directory
 */
public record ClassArchive(Path file, List<Path> jars) {

  /** What Java must be told alike when it makes the archive and when it uses it. */
  public static final String ALIKE = "--enable-native-access=ALL-UNNAMED";

  /** Beside the package of a function, of its jars and those of the runtime. */
  public static ClassArchive ofFunction(Path functionPackage) {
    return new ClassArchive(
        functionPackage.resolveSibling(functionPackage.getFileName() + ".jsa"),
        Parts.jars(functionPackage));
  }

  /** Beside the jar of the S3 server. */
  public static ClassArchive ofS3() {
    Path jar = Path.of(Parts.s3());
    return new ClassArchive(jar.resolveSibling("s3.jsa"), List.of(jar));
  }

  /** Options of a Java whose class path begins with the jars. */
  public List<String> options() {
    // With an archive that does not fit, Java says so and would not even use its own.
    return isCurrent()
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable", "-Xlog:all=off", ALIKE)
        : List.of();
  }

  /** Whether it is there, and newer than the jars. */
  public boolean isCurrent() {
    try {
      if (!Files.exists(file)) {
        return false;
      }
      FileTime made = Files.getLastModifiedTime(file);
      for (Path jar : jars) {
        if (isNewer(jar, made)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNewer(Path jar, FileTime made) throws IOException {
    if (!jar.endsWith("*")) {
      return Files.getLastModifiedTime(jar).compareTo(made) > 0;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(jar.getParent(), "*.jar")) {
      for (Path each : all) {
        if (isNewer(each, made)) {
          return true;
        }
      }
      return false;
    }
  }
}
