package dev.dml.localcloud;

import static java.util.stream.Collectors.joining;

import dev.dml.localcloud.process.ClassArchive;
import dev.dml.localcloud.process.Parts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Archives of the classes of what tests start hundreds of times: the command, the function and the
 * S3 server. The first test that needs one makes all of them, of the classes that an estimation on
 * a local cloud loads.
 */
final class Archives {

  /** The packages, which are looked at once: that takes a tenth of a second each time. */
  static final Path COMMAND = new Packaged(Path.of("..")).command();

  static final Path FUNCTION = new Packaged(Path.of("..")).function();

  /** That of the command, which {@link #make} makes. */
  static final ClassArchive OF_COMMAND =
      new ClassArchive(Path.of("target", "command.jsa").toAbsolutePath(), List.of(COMMAND));

  /** A class that only processes of this kind load, by the archive of the kind. */
  private static final Map<String, ClassArchive> ALL =
      Map.of(
          "dev/dml/cli/Main",
          OF_COMMAND,
          "dev/dml/lambda/NuisanceHandler",
          ClassArchive.ofFunction(FUNCTION),
          "org/gaul/s3proxy/Main",
          ClassArchive.ofS3());

  private static boolean made;

  private Archives() {}

  /** Makes those that are not there, or of other jars, unless another process does. */
  static synchronized void make() {
    if (made) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                Path.of("target", "archives.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !ALL.values().stream().allMatch(ClassArchive::isCurrent)) {
        Path directory = Files.createTempDirectory("dml-archives");
        estimate(directory);
        CompletableFuture.allOf(
                ALL.entrySet().stream()
                    .map(each -> CompletableFuture.runAsync(() -> make(directory, each)))
                    .toArray(CompletableFuture<?>[]::new))
            .join();
        try (Stream<Path> files = Files.walk(directory)) {
          files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
      }
      made = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An estimation of which each process lists the classes that it loads. */
  private static void estimate(Path directory) throws IOException, InterruptedException {
    Command dml = Command.in(directory, Map.of());
    ProcessBuilder builder =
        new ProcessBuilder(
            Parts.java(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--function-package",
            FUNCTION.toString(),
            "--concurrency",
            "1",
            "--",
            Parts.java(),
            "-jar",
            dml.jar().toString(),
            "estimate",
            "spec.yaml",
            "--set",
            "repetitions=1");
    builder
        .environment()
        .put(
            "JDK_JAVA_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:DumpLoadedClassList="
                + directory.resolve("%p.classes"));
    run(builder.directory(directory.toFile()));
  }

  private static void make(Path directory, Map.Entry<String, ClassArchive> kind) {
    ClassArchive archive = kind.getValue();
    // One that is being written is none to others.
    Path unfinished = directory.resolve(archive.file().getFileName());
    try {
      run(
          new ProcessBuilder(
              Parts.java(),
              "-Xshare:dump",
              "-XX:SharedClassListFile=" + list(directory, kind.getKey()),
              "-XX:SharedArchiveFile=" + unfinished,
              "-XX:+AOTClassLinking",
              "-XX:+UseSerialGC",
              ClassArchive.ALIKE,
              "-cp",
              archive.jars().stream().map(Path::toString).collect(joining(File.pathSeparator))));
      Files.move(unfinished, archive.file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the process has loaded that has loaded this class. */
  private static Path list(Path directory, String type) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".classes")).toList()) {
        if (Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(type + " "))) {
          return file;
        }
      }
    }
    throw new IOException("no process has loaded " + type);
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(builder.command() + ": " + said);
    }
  }
}
