package dev.dml.study;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.file.OutputFile;
import dev.dml.file.ProcessLock;
import dev.dml.wire.PlainJson;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a study is kept: what it is, what became of every estimation, the results of tasks that are
 * still needed, and the tables.
 *
 * @param path the directory
 */
public record StudyFolder(Path path) {

  private static final String PLAN = "study.json";

  /** Where a study is kept unless somebody says otherwise: {@code dml-studies/NAME}. */
  public static StudyFolder of(Study study) {
    return new StudyFolder(Path.of("dml-studies").resolve(study.name()));
  }

  /** Whether a study was begun in it. */
  public boolean isBegun() {
    return Files.exists(path.resolve(PLAN));
  }

  /**
   * Returns if no study was begun in it.
   *
   * @throws InvalidInput if this or another one was
   */
  public void checkNew(Study study) {
    if (isBegun()) {
      check(study);
      throw new InvalidInput(
          path
              + " holds this study already; go on with it by dml study resume, or name another"
              + " folder by --output");
    }
  }

  /**
   * Notes which study this is, and what the files contain that it reads.
   *
   * @throws InvalidInput if a study is there already, or the directory cannot be written
   */
  public void begin(Study study) {
    checkNew(study);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new InvalidInput("the folder " + path + " cannot be made: " + FileProblem.of(e));
    }
    FileDigests.of(study.files()).write(this);
    file(PLAN).write(plan(study));
  }

  /**
   * Returns if the files that a study reads contain what they did when it was begun.
   *
   * @throws InvalidInput if one does not
   */
  public void checkFiles(Study study) {
    FileDigests.read(this).with(FileDigests.of(study.files())).write(this);
  }

  /**
   * Returns if it is this study that was begun in it.
   *
   * @throws InvalidInput if it is another one, or there is none
   */
  public void check(Study study) {
    if (!isBegun()) {
      throw new InvalidInput("there is no study in " + path + "; dml study run begins one");
    }
    try {
      if (!Files.readString(path.resolve(PLAN)).equals(plan(study))) {
        throw new InvalidInput(
            path
                + " is the folder of another study, or another version of the program or of the"
                + " study file began it; name another folder by --output");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path.resolve(PLAN) + " cannot be read", e);
    }
  }

  private static String plan(Study study) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("schema", 1);
    plan.put("study", study.name());
    plan.put("estimations", study.size());
    plan.put("identity", study.identity());
    return PlainJson.write(plan);
  }

  /**
   * Keeps other processes from going on with the same study.
   *
   * @return what is closed at the end; the end of the process closes it, too
   * @throws InvalidInput if another process does
   */
  FileChannel lock() {
    return processLock()
        .take()
        .orElseThrow(() -> new InvalidInput(path + " is in use: another process runs this study"));
  }

  /** Whether a process runs the study now. */
  boolean isInUse() {
    return processLock().isTaken();
  }

  private ProcessLock processLock() {
    return new ProcessLock(path.resolve("lock"));
  }

  /** The record of what became of the estimations. */
  Path outcomes() {
    return path.resolve("estimations.journal");
  }

  /** The results of the tasks of a data set. */
  Path tasks(int group) {
    return path.resolve("tasks").resolve(group + ".journal");
  }

  /** A file of it to be written. */
  OutputFile file(String name) {
    return OutputFile.at(path.resolve(name));
  }
}
