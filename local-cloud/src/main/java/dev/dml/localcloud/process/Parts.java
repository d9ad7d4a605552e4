package dev.dml.localcloud.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Programs that run as processes of their own; the build puts them beside this one. */
public final class Parts {

  private static final String RUNTIME = "aws-lambda-java-runtime-interface-client.jar";

  private Parts() {}

  /** The Java that runs this program. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The class path of {@link TiedProcess} alone, which makes it in this directory. */
  public static String tie(Path directory) throws IOException {
    Path root = directory.resolve("tie");
    String name = TiedProcess.class.getName().replace('.', '/') + ".class";
    Path file = root.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      try (InputStream in = TiedProcess.class.getClassLoader().getResourceAsStream(name)) {
        Files.copy(in, file);
      }
    }
    return root.toString();
  }

  /** The jar of the S3 server. */
  public static String s3() {
    return directory("s3").resolve("s3proxy-jar-with-dependencies.jar").toString();
  }

  /** The jars of AWS's runtime interface client and of a function package. */
  static List<Path> jars(Path functionPackage) {
    return List.of(functionPackage.resolve("lib").resolve("*"), directory("runtime").resolve("*"));
  }

  /** The class path of AWS's runtime interface client with a function package. */
  public static String classPath(Path functionPackage) {
    // Directories last, since an archive of classes is of jars that are first.
    return Stream.concat(jars(functionPackage).stream(), Stream.of(functionPackage))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * The native library of the runtime interface client in a file. Left to itself, every process
   * unpacks it to the same place, and processes that start together read it half written.
   */
  public static Path nativeLibrary(Path directory) {
    String name =
        "jni/libaws-lambda-jni.linux-"
            + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64")
            + ".so";
    Path file = directory.resolve("libaws-lambda-jni.so");
    try (ZipFile jar = new ZipFile(directory("runtime").resolve(RUNTIME).toFile())) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null) {
        throw new IOException(RUNTIME + " has no " + name);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory(String name) {
    Path directory = location().resolveSibling("parts").resolve(name);
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(
          directory + " is missing; build the program again: mvn package");
    }
    return directory;
  }

  private static Path location() {
    try {
      return Path.of(Parts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends a process and all that it started, and waits until it is gone. */
  public static void kill(Process process) {
    for (ProcessHandle child : List.copyOf(process.descendants().toList())) {
      child.destroyForcibly();
    }
    process.destroyForcibly().onExit().join();
  }
}
