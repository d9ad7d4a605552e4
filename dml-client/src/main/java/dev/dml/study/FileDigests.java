package dev.dml.study;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of the files that a study reads, by the names that it has for them, in the form of
 * {@code sha256sum}.
 *
 * @param byName their SHA-256
 */
record FileDigests(Map<String, String> byName) {

  private static final String NAME = "files.sha256";
  private static final String GAP = "  ";

  /** Of files as they are now; what is no regular file has none. */
  static FileDigests of(Map<String, Path> files) {
    Map<String, String> digests = new LinkedHashMap<>();
    files.forEach(
        (name, path) -> {
          if (Files.isRegularFile(path)) {
            digests.put(name, digest(path));
          }
        });
    return new FileDigests(digests);
  }

  private static String digest(Path path) {
    try {
      return Digests.of(path);
    } catch (IOException e) {
      throw new InvalidInput(path + " cannot be read: " + FileProblem.of(e));
    }
  }

  /** Those that were written to the folder of a study. */
  static FileDigests read(StudyFolder folder) {
    Path file = folder.path().resolve(NAME);
    Map<String, String> digests = new LinkedHashMap<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        int gap = line.indexOf(GAP);
        digests.put(line.substring(gap + GAP.length()), line.substring(0, gap));
      }
    } catch (IOException e) {
      throw new InvalidInput(file + " cannot be read: " + FileProblem.of(e));
    }
    return new FileDigests(digests);
  }

  void write(StudyFolder folder) {
    StringBuilder text = new StringBuilder();
    byName.forEach((name, digest) -> text.append(digest).append(GAP).append(name).append('\n'));
    folder.file(NAME).write(text.toString());
  }

  /**
   * These, and those of files that there were not before.
   *
   * @throws InvalidInput if a file is not what it was
   */
  FileDigests with(FileDigests now) {
    List<String> problems = new ArrayList<>();
    byName.forEach(
        (name, before) -> {
          String digest = now.byName.get(name);
          if (!before.equals(digest)) {
            problems.add(
                name
                    + (digest == null ? " is not there any more" : " was changed")
                    + " since the study was begun, and what is over was estimated with it; put it"
                    + " back as it was, or begin anew in another folder by --output");
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    Map<String, String> all = new LinkedHashMap<>(byName);
    all.putAll(now.byName);
    return new FileDigests(all);
  }
}
