package dev.dml.estimation;

import dev.dml.Version;
import dev.dml.data.InvalidInput;
import dev.dml.file.DataFiles;
import dev.dml.wire.result.WrittenResult;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.SpecFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A written result whose spec is to be run again, on the data that it was found with.
 *
 * @param result the result
 * @param estimation what answers its spec
 * @param notes what a reader of the comparison should know, in sentences; mostly nothing
 */
public record Reproduction(WrittenResult result, Estimation estimation, List<String> notes) {

  /** Copies. */
  public Reproduction {
    notes = List.copyOf(notes);
  }

  /**
   * Reads the files that the spec of a result names. They are looked for beside the result, then
   * where the spec was; of several, the one with the right SHA-256 is taken.
   *
   * @param moved the files that are not where they were, by the keys of {@link NamedFiles}
   * @param overrides {@code path=value}, settings for where it runs
   * @param files reads the data
   * @throws InvalidInput if a file is not there or the data are not those of the result, with both
   *     SHA-256
   */
  public static Reproduction of(
      WrittenResult result, Map<String, Path> moved, List<String> overrides, DataFiles files) {
    List<String> notes = new ArrayList<>(otherVersion(result));
    SpecFile spec = located(result, moved).with(overrides);
    Map<String, String> digests = NamedFiles.of(spec).digests();
    List<String> changed = changed(result, spec, digests);
    Estimation estimation = read(spec, files, changed, digests.equals(result.digests()));
    String digest = estimation.data().digest();
    if (!digest.equals(result.dataDigest())) {
      List<String> problems = new ArrayList<>(changed);
      problems.add(
          "the data are not those of "
              + result.path()
              + ": their SHA-256 is "
              + digest
              + ", but was "
              + result.dataDigest());
      throw new InvalidInput(problems);
    }
    changed.forEach(sentence -> notes.add(sentence + "; the data taken from it are the same"));
    return new Reproduction(result, estimation, notes);
  }

  /** Files of folds and predictions must be the same; of the data file the data are looked at. */
  private static Estimation read(
      SpecFile spec, DataFiles files, List<String> changed, boolean unchanged) {
    Problems problems = new Problems();
    changed.stream()
        .filter(sentence -> !sentence.startsWith(NamedFiles.DATA))
        .forEach(problems::add);
    Optional<Estimation> estimation = problems.collect(() -> Estimation.of(spec, files));
    if (estimation.isEmpty() && !unchanged) {
      changed.forEach(problems::add);
    }
    problems.stopIfAny();
    return estimation.orElseThrow();
  }

  private static List<String> otherVersion(WrittenResult result) {
    String version = Version.current().number();
    return result.version().equals(version)
        ? List.of()
        : List.of(
            result.path()
                + " is of version "
                + result.version()
                + ", whose numbers this version, "
                + version
                + ", need not have");
  }

  private static List<String> changed(
      WrittenResult result, SpecFile spec, Map<String, String> digests) {
    List<String> changed = new ArrayList<>();
    result
        .digests()
        .forEach(
            (key, before) -> {
              String now = digests.getOrDefault(key, before);
              if (!now.equals(before)) {
                changed.add(
                    key
                        + ": "
                        + NamedFiles.of(spec).byKey().get(key)
                        + " is not the file that was read: its SHA-256 is "
                        + now
                        + ", but was "
                        + before);
              }
            });
    return changed;
  }

  private static SpecFile located(WrittenResult result, Map<String, Path> moved) {
    SpecFile spec = result.spec();
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Path> file : moved.entrySet()) {
      if (NamedFiles.of(spec).byKey().containsKey(file.getKey())) {
        spec = spec.withFile(file.getKey(), file.getValue());
      } else {
        problems.add(
            option(file.getKey())
                + " "
                + file.getValue()
                + ": the spec in "
                + result.path()
                + " names no such file");
      }
    }
    for (String key : NamedFiles.of(spec).byKey().keySet()) {
      Set<Path> places = places(key, spec, result);
      Optional<Path> found = found(places, result.digests().getOrDefault(key, ""));
      if (found.isPresent()) {
        spec = spec.withFile(key, found.get());
      } else {
        problems.add(missing(key, places, result));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return spec;
  }

  /** Where a file may be: beside the result, and where the spec was. */
  private static Set<Path> places(String key, SpecFile spec, WrittenResult result) {
    Set<Path> places = new LinkedHashSet<>();
    places.add(NamedFiles.of(spec).byKey().get(key));
    result
        .specFile()
        .ifPresent(beside -> places.add(NamedFiles.of(spec.at(beside)).byKey().get(key)));
    return places;
  }

  private static Optional<Path> found(Set<Path> places, String digest) {
    List<Path> there = places.stream().filter(Files::exists).toList();
    return there.stream()
        .filter(
            place -> new NamedFiles(Map.of(NamedFiles.DATA, place)).digests().containsValue(digest))
        .findFirst()
        .or(() -> there.stream().findFirst());
  }

  private static String missing(String key, Set<Path> places, WrittenResult result) {
    String digest = result.digests().get(key);
    return key
        + ": there is no file "
        + String.join(" or ", places.stream().map(Path::toString).toList())
        + (digest == null ? "" : "; the SHA-256 of the one that was read is " + digest)
        + "; "
        + option(key)
        + " says where it is now";
  }

  /** The option that says where a file is. */
  private static String option(String key) {
    return "--" + key.replaceFirst("\\.file$", "");
  }
}
