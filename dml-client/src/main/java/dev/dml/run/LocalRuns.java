package dev.dml.run;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import dev.dml.wire.progress.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs that commands of this machine began, wherever their fits run: each has a folder with
 * what it says of itself.
 *
 * @param folder where these folders are
 */
public record LocalRuns(Path folder) {

  /** Those of the current directory, in {@code dml-runs}. */
  public static final LocalRuns HERE = new LocalRuns(Path.of("dml-runs"));

  /** The folder of a run of this name. */
  public Path folder(String run) {
    return folder.resolve(run);
  }

  /** Notes a run that goes on elsewhere. */
  public void note(RunStatus detached) {
    StatusFile.note(folder(detached.run()), detached);
  }

  /** What they say of themselves, the latest first. */
  public List<RunStatus> list() {
    List<RunStatus> all = new ArrayList<>();
    names().forEach(name -> StatusFile.read(folder(name)).ifPresent(all::add));
    all.sort(Comparator.comparing(RunStatus::began).reversed());
    return all;
  }

  private List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  /**
   * The status of one, if there is one.
   *
   * @param run its name, its directory, or its address in a bucket
   */
  public Optional<RunStatus> find(String run) {
    String name = run.replaceFirst("/+$", "");
    return name.startsWith("s3://")
        ? list().stream().filter(each -> each.location().equals(name)).findFirst()
        : StatusFile.read(folder(name)).or(() -> StatusFile.read(Path.of(name)));
  }

  /**
   * The status of one.
   *
   * @param run as {@link #find} takes it
   * @throws InvalidInput if there is none
   */
  public RunStatus status(String run) {
    return find(run).orElseThrow(() -> unknown(run));
  }

  private InvalidInput unknown(String name) {
    List<String> known = list().stream().map(RunStatus::run).toList();
    return new InvalidInput(
        "no command of this directory has begun a run "
            + name
            + (known.isEmpty()
                ? "; there are none in " + folder
                : "; "
                    + Spelling.question(name, known)
                    + "there are: "
                    + String.join(", ", known)));
  }
}
