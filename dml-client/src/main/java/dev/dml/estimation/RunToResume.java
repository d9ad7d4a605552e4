package dev.dml.estimation;

import dev.dml.Version;
import dev.dml.aws.Bucket;
import dev.dml.data.InvalidInput;
import dev.dml.file.DataFiles;
import dev.dml.run.KeptResults;
import dev.dml.run.LocalRuns;
import dev.dml.run.RunDirectory;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.protocol.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run that stopped, as its directory tells of it; its bucket, if it is in one, is open. */
public final class RunToResume implements AutoCloseable {

  private static final Pattern IN_BUCKET =
      Pattern.compile("s3://([^/]+)/runs/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/?");
  private static final String REGION = "backend.region=";

  private final RunDirectory directory;
  private final KnownRun run;
  private final RunPlan plan;

  /** Overrides of the spec that name its directory, if it is in a bucket. */
  private final List<String> place;

  private RunToResume(
      RunDirectory directory, Optional<Path> folder, Optional<Bucket> bucket, List<String> place) {
    this.directory = directory;
    this.plan =
        directory
            .plan()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "there is no run " + directory.location() + "; it has no plan.json"));
    this.run = new KnownRun(folder, bucket, Optional.of(plan), Map.of());
    this.place = place;
    String version = Version.current().number();
    if (!plan.version().equals(version)) {
      throw new InvalidInput(
          directory.location()
              + " is a run of version "
              + plan.version()
              + ", whose results another version must not go on with, but this is "
              + version);
    }
  }

  /**
   * Looks into a directory.
   *
   * @param run a directory, {@code s3://BUCKET/runs/NAME}, or the name of a run that a command of
   *     this directory began
   * @param overrides {@code path=value}, of which {@code backend.region} is heeded
   * @throws InvalidInput if there is no run, or another version of this program began it
   */
  public static RunToResume find(String run, List<String> overrides) {
    Optional<RunStatus> known =
        run.isBlank() || (!run.startsWith("s3://") && Files.isDirectory(Path.of(run)))
            ? Optional.empty()
            : LocalRuns.HERE.find(run);
    return at(known.map(RunStatus::location).orElse(run), regional(known, overrides));
  }

  private static List<String> regional(Optional<RunStatus> known, List<String> overrides) {
    return Stream.concat(
            overrides.stream(),
            known.flatMap(RunStatus::region).stream().map(region -> REGION + region))
        .toList();
  }

  private static RunToResume at(String run, List<String> overrides) {
    Matcher inBucket = IN_BUCKET.matcher(run);
    if (inBucket.matches()) {
      Optional<String> region =
          overrides.stream()
              .filter(override -> override.startsWith(REGION))
              .map(override -> override.substring(REGION.length()))
              .findFirst();
      return in(Bucket.open(inBucket.group(1), region), inBucket.group(2));
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
    return new RunToResume(
        RunDirectory.inFolder(folder), Optional.of(folder), Optional.empty(), List.of());
  }

  private static RunToResume in(Bucket bucket, String name) {
    try {
      return new RunToResume(
          RunDirectory.inBucket(bucket.store(), name),
          Optional.empty(),
          Optional.of(bucket),
          List.of("backend.bucket=" + bucket.name(), "backend.run=" + name));
    } catch (RuntimeException e) {
      bucket.close();
      throw e;
    }
  }

  /** The results that it keeps. */
  public KeptResults results() {
    return directory.results();
  }

  /** What it set out to do. */
  public RunPlan plan() {
    return plan;
  }

  /**
   * The command that goes on with a run.
   *
   * @param location where it is kept
   * @param region the region that its spec names, which is not known before its plan is read
   */
  public static String command(String location, Optional<String> region) {
    return "dml resume " + location + region.map(name -> " --set " + REGION + name).orElse("");
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
              + directory.location()
              + " began: their digest is "
              + digest
              + ", but was "
              + plan.data()
              + "; start a new run");
    }
    return estimation.with(run);
  }

  @Override
  public void close() {
    run.bucket().ifPresent(Bucket::close);
  }
}
