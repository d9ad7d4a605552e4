package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a small tree of modules: a command and its only library. */
class PackagedTest {

  private static final String OLD =
      ", so that this test would not run the code that is there; package it first:"
          + " mvn -DskipTests -pl dml-client,dml-lambda -am package";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path root;
  private Path jar;
  private Path library;

  @BeforeEach
  void build() throws IOException {
    jar = root.resolve("dml-client/target/dml-client.jar");
    library = root.resolve("dml-client/target/lib/dml-core-1.0.jar");
    for (String module : new String[] {"dml-client", "dml-core"}) {
      write(module + "/src/main/java/A.java", "class A {}", NOON);
      write(module + "/src/main/resources/a.txt", "a", NOON.plusSeconds(9));
      write(module + "/target/classes/A.class", "A", NOON.plusSeconds(1));
      write(module + "/target/classes/a.txt", "a", NOON);
    }
    pack("dml-client", jar);
    pack("dml-core", library);
  }

  private void write(String name, String text, Instant time) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void pack(String module, Path into) throws IOException {
    Files.createDirectories(into.getParent());
    try (FileSystem zip =
        FileSystems.newFileSystem(URI.create("jar:" + into.toUri()), Map.of("create", "true"))) {
      for (String name : new String[] {"A.class", "a.txt"}) {
        Files.copy(root.resolve(module).resolve("target/classes").resolve(name), zip.getPath(name));
      }
    }
  }

  private void assertOld(String how) {
    assertThatThrownBy(() -> new Packaged(root).command())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(how + OLD);
  }

  @Test
  void whatWasPackagedFromTheSourcesIsUsed() {
    assertThat(new Packaged(root).command()).isEqualTo(jar);
  }

  @Test
  void whatWasNeverPackagedIsMissing() throws IOException {
    Files.delete(library);
    assertOld(library.resolveSibling("dml-core.jar") + " is missing");
    Files.delete(jar);
    assertOld(jar + " is missing");
  }

  @Test
  void aSourceThatWasChangedSinceIsNoticed() throws IOException {
    write("dml-core/src/main/java/A.java", "class A { int b; }", NOON.plusSeconds(2));
    assertOld("dml-core was changed after it was compiled");
  }

  /** As an editor compiles, or a build that ends with the tests. */
  @Test
  void classesThatWereCompiledButNotPackagedAreNoticed() throws IOException {
    write("dml-core/target/classes/A.class", "B", NOON.plusSeconds(3));
    assertOld(library + " has another A.class than " + root.resolve("dml-core/target/classes"));
  }

  @Test
  void aResourceThatWasChangedSinceIsNoticed() throws IOException {
    write("dml-client/src/main/resources/a.txt", "b", NOON);
    assertOld(jar + " has another a.txt than " + root.resolve("dml-client/src/main/resources"));
  }
}
