import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the archives of a version: one for Linux on x86-64 with a Java runtime of the modules that
 * the program needs, without native code of other platforms, with classes of old versions renewed,
 * and with a cache of loaded and linked classes from an estimation; and one for every platform,
 * which needs a Java.
 *
 * <pre>java Distribution.java REPOSITORY DIST-TARGET VERSION TIMESTAMP</pre>
 */
final class Distribution {

  /** What jdeps cannot see: providers of TLS, of file systems in jars, and of other languages. */
  private static final List<String> MORE_MODULES = List.of("jdk.crypto.ec", "jdk.zipfs");

  private final Path repository;
  private final Path target;
  private final String version;
  private final FileTime time;

  private Distribution(Path repository, Path target, String version, Instant time) {
    this.repository = repository;
    this.target = target;
    this.version = version;
    this.time = FileTime.from(time);
  }

  public static void main(String[] args) throws Exception {
    new Distribution(Path.of(args[0]), Path.of(args[1]), args[2], Instant.parse(args[3])).make();
  }

  private void make() throws Exception {
    Path free = stage("dml-" + version, false);
    Path linux = stage("dml-" + version + "-linux-x64", true);
    run("jlink", jlink(linux));
    documents(linux);
    copy(linux.resolve("share"), free.resolve("share"));
    // The cache is good for files of this size and time alone, which the archive keeps.
    age(free);
    age(linux);
    train(linux);
    age(linux);
    archive(free);
    archive(linux);
  }

  /** All that is the same for both but native code. */
  private Path stage(String name, boolean linux) throws IOException {
    Path folder = target.resolve(name);
    delete(folder);
    Path lib = Files.createDirectories(folder.resolve("app/lib"));
    Path licences = Files.createDirectories(folder.resolve("licences"));
    for (Path jar : list(target.resolve("lib"))) {
      String file = jar.getFileName().toString();
      boolean main = file.startsWith("dml-client-");
      Library library = new Library(jar);
      library.copy(main ? folder.resolve("app/dml-client.jar") : lib.resolve(file), linux);
      library.licences(licences.resolve(file.replaceFirst("\\.jar$", "")));
    }
    Files.copy(target.resolve("THIRD-PARTY.txt"), licences.resolve("THIRD-PARTY.txt"));
    for (String file : List.of("LICENSE", "NOTICE", "CHANGELOG.md")) {
      Files.copy(repository.resolve(file), folder.resolve(file));
    }
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("dml");
    Files.copy(repository.resolve("dist/src/dml"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Path examples = Files.createDirectories(folder.resolve("examples"));
    for (String file :
        List.of("wages.csv", "wages.yaml", "rand.csv.gz", "rand.yaml", "README.md")) {
      Files.copy(repository.resolve("examples").resolve(file), examples.resolve(file));
    }
    return folder;
  }

  private String[] jlink(Path linux) throws IOException {
    List<String> options = new ArrayList<>(List.of("--print-module-deps", "--ignore-missing-deps"));
    options.addAll(List.of("-q", "--multi-release", "25"));
    list(linux.resolve("app/lib")).forEach(jar -> options.add(jar.toString()));
    options.add(linux.resolve("app/dml-client.jar").toString());
    java.io.StringWriter found = new java.io.StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new java.io.PrintWriter(found),
                new java.io.PrintWriter(System.err, true),
                options.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("jdeps ended with " + code);
    }
    List<String> modules = new ArrayList<>(List.of(found.toString().strip().split(",")));
    modules.addAll(MORE_MODULES);
    return new String[] {
      "--add-modules",
      String.join(",", modules),
      "--strip-debug",
      "--no-header-files",
      "--no-man-pages",
      "--output",
      linux.resolve("runtime").toString()
    };
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    if (code != 0) {
      throw new IllegalStateException(tool + " ended with " + code);
    }
  }

  /** Manual pages and completion, which the command writes of itself. */
  private void documents(Path linux) throws IOException, InterruptedException {
    Path man = Files.createDirectories(linux.resolve("share/man/man1"));
    Path completion = Files.createDirectories(linux.resolve("share/bash-completion/completions"));
    dml(linux, "manual", man.toString());
    dml(linux, "completion", "--output", completion.resolve("dml").toString());
  }

  /** Runs what users run first, so that the cache has the classes of all of it. */
  private void train(Path linux) throws IOException, InterruptedException {
    Path cache = linux.resolve("app/dml.aot");
    Path examples = repository.resolve("examples");
    String wages = examples.resolve("wages.csv").toString();
    String result = target.resolve("training.json").toString();
    String page = target.resolve("training.html").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                linux.resolve("runtime/bin/java").toString(),
                "-XX:AOTCacheOutput=" + cache,
                "-XX:+UseSerialGC",
                // Without what was hot in the training, which is not what is hot in a run, and
                // would be compiled again with more effort.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTRecordTraining",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                linux.resolve("app/dml-client.jar").toString(),
                "dev.dml.cli.CommandSeries"));
    List<String> data =
        List.of(wages, "-y", "wage", "-d", "training", "-x", "age,education,region");
    then(command, "plr", data, "-o", page);
    then(command, "irm", data, "--learner", "random-forest", "-o", result);
    then(command, "plr", data, "--learner", "gradient-boosting");
    then(command, "estimate", List.of(examples.resolve("counties.yaml").toString()), "-o", result);
    then(command, "report", List.of(result), "-o", page);
    command.removeLast();
    start(command, target);
    if (!Files.exists(cache)) {
      throw new IllegalStateException("Java made no cache");
    }
  }

  private static void then(
      List<String> command, String name, List<String> arguments, String... options) {
    command.add(name);
    command.addAll(arguments);
    command.addAll(List.of(options));
    command.add(";");
  }

  private void dml(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/dml").toString()));
    command.addAll(List.of(arguments));
    start(command, target);
  }

  private static void start(List<String> command, Path directory)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
    process.environment().remove("DML_JAVA_OPTS");
    int code = process.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
  }

  private void archive(Path folder) throws IOException, InterruptedException {
    String name = folder.getFileName() + ".tar.gz";
    // GNU tar; the same files make the same archive.
    List<String> tar = new ArrayList<>(List.of("tar", "--sort=name", "--owner=0", "--group=0"));
    tar.addAll(List.of("--numeric-owner", "--format=gnu", "-I", "gzip -n -9", "-cf", name));
    tar.add(folder.getFileName().toString());
    start(tar, target);
    System.out.printf("%s: %,d bytes%n", target.resolve(name), Files.size(target.resolve(name)));
  }

  private void age(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.setLastModifiedTime(path, time);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, IOException e) throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
