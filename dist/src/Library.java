import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar of the program as it goes into an archive.
 *
 * @param file the jar as it was built or fetched
 */
record Library(Path file) {

  /** Native code, by the ways in which its jars name it. */
  private static final Pattern NATIVE = Pattern.compile(".*(\\.(so|dylib|dll|jnilib)|\\.so_\\w+)");

  private static final Pattern LINUX_X64 =
      Pattern.compile("libduckdb_java\\.so_linux_amd64|linux/x86_64/glibc/.*");

  private static final Pattern LICENCE =
      Pattern.compile(
          "(META-INF/)?(LICEN[SC]E|NOTICE|DEPENDENCIES|THIRD-PARTY)[^/]*",
          Pattern.CASE_INSENSITIVE);

  /** Where a class file has the low byte of its version. */
  private static final int MAJOR_VERSION = 7;

  /**
   * Copies it.
   *
   * @param linux whether for Linux on x86-64 alone: without what only others need, and with old
   *     classes renewed
   */
  void copy(Path to, boolean linux) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        if (linux && (isOfOtherPlatforms(name) || isModule(name))) {
          continue;
        }
        ZipEntry same = new ZipEntry(name);
        same.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(same);
        byte[] content = content(jar, entry);
        out.write(linux && isOld(name, content) ? renewed(jar, content) : content);
      }
    }
  }

  private static boolean isOfOtherPlatforms(String name) {
    return NATIVE.matcher(name).matches() && !LINUX_X64.matcher(name).matches();
  }

  /** The program runs from the class path, and jdeps would look for the modules that one needs. */
  private static boolean isModule(String name) {
    return name.endsWith("module-info.class");
  }

  private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * Whether it is a class that Java verifies each time anew and so never links in its cache, such
   * as those of picocli.
   */
  private static boolean isOld(String name, byte[] content) {
    return name.endsWith(".class") && content[MAJOR_VERSION] < ClassFile.JAVA_6_VERSION;
  }

  /** The same class as of this Java, with the stack maps that this needs. */
  private static byte[] renewed(ZipFile jar, byte[] content) {
    ClassFile files =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type.descriptorString()))
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    ClassModel old = files.parse(content);
    byte[] renewed =
        files.build(
            old.thisClass().asSymbol(),
            made ->
                old.forEach(
                    part ->
                        made.with(
                            part instanceof ClassFileVersion
                                ? ClassFileVersion.of(ClassFile.latestMajorVersion(), 0)
                                : part)));
    List<VerifyError> errors = files.verify(renewed);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          old.thisClass().asInternalName() + ": " + errors.getFirst().getMessage());
    }
    return renewed;
  }

  /** The class file of a descriptor such as Lpicocli/CommandLine; or null if the jar has none. */
  private static InputStream open(ZipFile jar, String descriptor) {
    ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what it says of its licences, if it says something. */
  void licences(Path folder) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && LICENCE.matcher(entry.getName()).matches()) {
          Files.createDirectories(folder);
          String name = entry.getName().replaceFirst(".*/", "");
          try (InputStream in = jar.getInputStream(entry);
              OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            in.transferTo(out);
          }
        }
      }
    }
  }
}
