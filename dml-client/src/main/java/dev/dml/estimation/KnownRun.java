package dev.dml.estimation;

import dev.dml.aws.Bucket;
import dev.dml.wire.protocol.RunPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the run of an estimation before it begins.
 *
 * @param folder its directory, if it is on this machine
 * @param bucket its bucket, if that is open already; whoever opened it closes it
 * @param plan its plan, if it was read
 * @param options what is to be done with its result, as options of the command and their values
 */
record KnownRun(
    Optional<Path> folder,
    Optional<Bucket> bucket,
    Optional<RunPlan> plan,
    Map<String, String> options) {

  /** Nothing: the spec alone says where it is. */
  static final KnownRun NONE =
      new KnownRun(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /** Copies. */
  KnownRun {
    options = Map.copyOf(options);
  }

  /** A run in a directory of this machine, which may be new. */
  static KnownRun inFolder(Path folder) {
    return new KnownRun(Optional.of(folder), Optional.empty(), Optional.empty(), Map.of());
  }

  KnownRun withPlan(RunPlan read) {
    return new KnownRun(folder, bucket, Optional.of(read), options);
  }

  KnownRun withOptions(Map<String, String> others) {
    return new KnownRun(folder, bucket, plan, others);
  }
}
