package dev.dml.doctor;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.jobs.JobDeployment;
import dev.dml.data.InvalidInput;
import dev.dml.usage.ContainerSize;
import dev.dml.wire.spec.BackendSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks whether a run in jobs of AWS Batch would find all that it needs. It submits none, since a
 * container is billed for a minute, and leaves some small objects in the bucket, always the same
 * ones.
 *
 * @param spec what a spec says of its backend
 * @param environment the variables of the process
 * @param dataBytes how large the data of a run are as doubles, if they are known
 */
public record JobExamination(
    BackendSpec.Batch spec, Map<String, String> environment, OptionalLong dataBytes) {

  private static final List<String> LATER =
      List.of("bucket", "job names", "container", "job definition", "queue");

  /** What was found. */
  public List<Check> checks() {
    Steps steps = new Steps();
    steps.take("region", List.of(), () -> AccountExamination.region(spec.region()));
    steps.take("credentials", List.of(), AccountExamination::credentials);
    if (!steps.succeeded("region")) {
      steps.leaveOut(LATER, "region");
      return steps.checks();
    }
    Optional<String> bucket =
        spec.bucket().or(() -> Optional.ofNullable(environment.get("DML_BUCKET")));
    try (BucketExamination examination =
        new BucketExamination(spec.region(), bucket, Optional.empty(), steps)) {
      examination.look();
    }
    steps.take("container", List.of(), this::container);
    steps.take(
        "job names",
        List.of("bucket name"),
        () -> asked("job names", jobs -> jobs.queue() + ", " + jobs.definition()));
    steps.take(
        "job definition",
        List.of("credentials", "job names"),
        () -> asked("job definition", JobExamination::definition));
    steps.take(
        "queue",
        List.of("job definition"),
        () -> asked("queue", jobs -> jobs.jobsOf("doctor") + " jobs of dml doctor"));
    return steps.checks();
  }

  private Check container() {
    return found(
        "container",
        () -> {
          ContainerSize size = JobDeployment.size(spec, dataBytes.orElse(0));
          return size.vcpu() + " vCPU, " + size.memoryMegabytes() + " MB";
        });
  }

  /**
   * Asks an account that is opened for it; the check fails with what is said in place of an answer.
   */
  private Check asked(String subject, Function<JobDeployment, String> question) {
    return found(
        subject,
        () -> {
          try (JobDeployment jobs = JobDeployment.open(spec, environment, Optional.empty())) {
            return question.apply(jobs);
          }
        });
  }

  private static String definition(JobDeployment jobs) {
    FunctionSettings host = jobs.host(0);
    return host.architecture() + ", ended after " + host.timeout().toSeconds() + " s";
  }

  private static Check found(String subject, Supplier<String> look) {
    try {
      return Check.ok(subject, look.get());
    } catch (InvalidInput e) {
      return Check.fail(subject, "not as it should be", String.join("; ", e.problems()));
    }
  }
}
