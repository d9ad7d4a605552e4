package dev.dml.estimation;

import dev.dml.Version;
import dev.dml.aws.Bucket;
import dev.dml.data.InvalidInput;
import dev.dml.file.DataFiles;
import dev.dml.run.RunDirectory;
import dev.dml.wire.protocol.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run that stopped, as its directory tells of it.
 *
 * @param location where it is kept
 * @param plan what it set out to do
 * @param folder its directory, if it is on this machine
 * @param place overrides of the spec that name its directory, if it is in a bucket
 */
public record RunToResume(
    String location, RunPlan plan, Optional<Path> folder, List<String> place) {

  private static final Pattern IN_BUCKET =
      Pattern.compile("s3://([^/]+)/runs/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/?");
  private static final String REGION = "backend.region=";

  /** Checks that this program would give the same results, and copies. */
  public RunToResume {
    place = List.copyOf(place);
    String version = Version.current().number();
    if (!plan.version().equals(version)) {
      throw new InvalidInput(
          location
              + " is a run of version "
              + plan.version()
              + ", whose results another version must not go on with, but this is "
              + version);
    }
  }

  /**
   * Looks into a directory.
   *
   * @param run a directory or {@code s3://BUCKET/runs/NAME}
   * @param overrides {@code path=value}, of which {@code backend.region} is heeded
   * @throws InvalidInput if there is no run, or another version of this program began it
   */
  public static RunToResume find(String run, List<String> overrides) {
    Matcher inBucket = IN_BUCKET.matcher(run);
    if (inBucket.matches()) {
      Optional<String> region =
          overrides.stream()
              .filter(override -> override.startsWith(REGION))
              .map(override -> override.substring(REGION.length()))
              .findFirst();
      String name = inBucket.group(2);
      try (Bucket bucket = Bucket.open(inBucket.group(1), region)) {
        RunDirectory directory = RunDirectory.inBucket(bucket.store(), name);
        return of(
            directory,
            Optional.empty(),
            List.of("backend.bucket=" + inBucket.group(1), "backend.run=" + name));
      }
    }
    if (run.startsWith("s3://")) {
      throw new InvalidInput("a run in a bucket is s3://BUCKET/runs/NAME, but this was " + run);
    }
    if (run.isBlank()) {
      throw new InvalidInput("a run is a directory or s3://BUCKET/runs/NAME, but this was empty");
    }
    Path folder = Path.of(run);
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput("there is no run " + run + "; it is no directory");
    }
    return of(RunDirectory.inFolder(folder), Optional.of(folder), List.of());
  }

  /**
   * The command that goes on with a run.
   *
   * @param location where it is kept
   * @param region the region that its spec names, which is not known before its plan is read
   */
  static String command(String location, Optional<String> region) {
    return "dml resume " + location + region.map(name -> " --set " + REGION + name).orElse("");
  }

  private static RunToResume of(RunDirectory directory, Optional<Path> folder, List<String> place) {
    RunPlan plan =
        directory
            .plan()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "there is no run " + directory.location() + "; it has no plan.json"));
    return new RunToResume(directory.location(), plan, folder, place);
  }

  /**
   * The estimation, to be gone on with.
   *
   * @param overrides other settings for where and how it runs
   * @param files reads the data
   * @throws InvalidInput if the data have changed, and as {@link Estimation#read} does
   */
  public Estimation estimation(List<String> overrides, DataFiles files) {
    List<String> all = new ArrayList<>(place);
    all.addAll(overrides);
    Estimation estimation = Estimation.of(plan.spec().with(all), files);
    String digest = estimation.data().digest();
    if (!digest.equals(plan.data())) {
      throw new InvalidInput(
          "the data have changed since "
              + location
              + " began: their digest is "
              + digest
              + ", but was "
              + plan.data()
              + "; start a new run");
    }
    return folder.isPresent() ? estimation.withRunFolder(folder.get()) : estimation;
  }
}
