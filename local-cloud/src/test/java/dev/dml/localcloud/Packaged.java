package dev.dml.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the build packaged, which tests run in processes of their own: looked at before it is used,
 * so that no test passes or fails on old code.
 *
 * @param root the directory of all modules
 */
record Packaged(Path root) {

  private static final List<String> LIBRARIES =
      List.of("dml-core", "dml-wire", "dml-s3", "dml-smile");

  /**
   * The jar of the command.
   *
   * @throws IllegalStateException if it is not that of the sources
   */
  Path command() {
    Path target = target("dml-client");
    return checked("dml-client", target.resolve("dml-client.jar"), target.resolve("lib"));
  }

  /**
   * The directory of the function as AWS Lambda unpacks it.
   *
   * @throws IllegalStateException if it is not that of the sources
   */
  Path function() {
    Path function = target("dml-lambda").resolve("function");
    return checked("dml-lambda", function, function.resolve("lib"));
  }

  /**
   * The directory of the driver as AWS Lambda unpacks it.
   *
   * @throws IllegalStateException if it is not that of the sources
   */
  Path driver() {
    Path driver = target("dml-client").resolve("driver");
    return checked("dml-client", driver, driver.resolve("lib"));
  }

  private Path target(String module) {
    return root.resolve(module).resolve("target").toAbsolutePath().normalize();
  }

  private Path checked(String module, Path packaged, Path libraries) {
    try {
      check(module, packaged);
      for (String library : LIBRARIES) {
        if (Files.isDirectory(root.resolve(library))) {
          check(library, jar(library, libraries));
        }
      }
      return packaged;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(String module, Path libraries) throws IOException {
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> files = Files.list(libraries)) {
        Optional<Path> jar =
            files.filter(file -> file.getFileName().toString().startsWith(module + "-")).findAny();
        if (jar.isPresent()) {
          return jar.get();
        }
      }
    }
    return libraries.resolve(module + ".jar");
  }

  private void check(String module, Path packaged) throws IOException {
    Path sources = root.resolve(module).resolve("src").resolve("main");
    Path classes = target(module).resolve("classes");
    if (!Files.exists(packaged) || !Files.isDirectory(classes)) {
      throw old(packaged + " is missing");
    }
    if (newest(sources.resolve("java")).compareTo(newest(classes)) > 0) {
      throw old(module + " was changed after it was compiled");
    }
    compare(sources.resolve("resources"), packaged);
    compare(classes, packaged);
  }

  /** The packaged files that came from a directory are still what is there. */
  private static void compare(Path directory, Path packaged) throws IOException {
    if (Files.isDirectory(packaged)) {
      compare(directory, packaged, packaged);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(packaged)) {
      compare(directory, packaged, jar.getPath("/"));
    }
  }

  private static void compare(Path directory, Path packaged, Path content) throws IOException {
    for (Path file : files(directory)) {
      String name = directory.relativize(file).toString();
      Path copy = content.resolve(name);
      if (!Files.exists(copy) || (!isModule(name) && Files.mismatch(file, copy) >= 0)) {
        throw old(packaged + " has another " + name + " than " + directory);
      }
    }
  }

  /** Packaging adds the names of the packages to it, and nothing here runs by modules. */
  private static boolean isModule(String name) {
    return name.equals("module-info.class");
  }

  private static FileTime newest(Path directory) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path file : files(directory)) {
      FileTime time = Files.getLastModifiedTime(file);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static IllegalStateException old(String how) {
    return new IllegalStateException(
        how
            + ", so that this test would not run the code that is there; package it first:"
            + " mvn -DskipTests -pl dml-client,dml-lambda -am package");
  }
}
