package dev.dml.cli.run;

import dev.dml.aws.deployment.Deployment;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.SpecFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where detached runs are that no command of this directory has begun. */
public final class AccountOptions {

  private static final String BUCKET = "DML_BUCKET";

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description =
          "The bucket of a detached run that no command of this directory has begun; if left out,"
              + " DML_BUCKET.")
  private Optional<String> bucket;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Its region; if left out, what the AWS SDK finds.")
  private Optional<String> region;

  /** Whether a bucket is named, here or in the variables of the process. */
  boolean isNamed(Map<String, String> environment) {
    return bucket.isPresent() || environment.containsKey(BUCKET);
  }

  /** The options as another command takes them, but for the bucket. */
  String words() {
    return region.map(name -> " --region " + name).orElse("");
  }

  /**
   * Opens an account.
   *
   * @param knownBucket its bucket, if that is known
   * @param knownRegion its region, if that is known
   */
  Deployment open(
      Map<String, String> environment, Optional<String> knownBucket, Optional<String> knownRegion) {
    List<String> keys = new ArrayList<>(List.of("backend.type=lambda"));
    knownBucket.or(() -> bucket).ifPresent(name -> keys.add("backend.bucket=" + name));
    region.or(() -> knownRegion).ifPresent(name -> keys.add("backend.region=" + name));
    // Which function its fits run in, the run knows.
    keys.add("backend.function=" + environment.getOrDefault("DML_FUNCTION", "unknown"));
    return Deployment.open(
        (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(keys)), environment);
  }
}
