package dev.dml.aws.jobs;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.Host;
import dev.dml.aws.fanout.Carrier;
import dev.dml.aws.fanout.Reply;
import dev.dml.data.InvalidInput;
import dev.dml.task.NuisanceTask;
import dev.dml.usage.ContainerSize;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.JobMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;

/**
 * A job or a child of an array job that has ended, as AWS Batch tells of it.
 *
 * @param id its identifier
 * @param index its number in the array; 0 if it is none
 * @param succeeded whether its container exited with 0
 * @param terminated whether somebody ended it
 * @param reason what AWS says of it
 * @param exitCode of the container; -1 if there was none
 * @param ran from the start of the container to its end; zero if it never ran
 */
record EndedJob(
    String id,
    int index,
    boolean succeeded,
    boolean terminated,
    String reason,
    int exitCode,
    Duration ran) {

  /** Of a signal that no process can refuse: AWS sends it when the memory is used up. */
  private static final int KILLED = 137;

  /** Of a Java that has used up its memory, with the options of the image. */
  private static final int OUT_OF_HEAP = 3;

  static EndedJob of(JobSummary job) {
    return new EndedJob(
        job.jobId(),
        job.arrayProperties() == null ? 0 : whole(job.arrayProperties().index(), 0),
        job.status() == JobStatus.SUCCEEDED,
        Boolean.TRUE.equals(job.isTerminated()),
        reason(job.statusReason(), job.container() == null ? null : job.container().reason()),
        job.container() == null ? -1 : whole(job.container().exitCode(), -1),
        between(job.startedAt(), job.stoppedAt()));
  }

  static EndedJob of(JobDetail job) {
    return new EndedJob(
        job.jobId(),
        0,
        job.status() == JobStatus.SUCCEEDED,
        Boolean.TRUE.equals(job.isTerminated()),
        reason(job.statusReason(), job.container() == null ? null : job.container().reason()),
        job.container() == null ? -1 : whole(job.container().exitCode(), -1),
        between(job.startedAt(), job.stoppedAt()));
  }

  /** The same as the end of a child, of which nothing else is known. */
  EndedJob withIndex(int child) {
    return new EndedJob(id, child, false, terminated, reason, exitCode, Duration.ZERO);
  }

  private static int whole(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static String reason(@Nullable String status, @Nullable String container) {
    return Stream.of(Optional.ofNullable(status), Optional.ofNullable(container))
        .flatMap(Optional::stream)
        .filter(text -> !text.isBlank())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Duration between(@Nullable Long from, @Nullable Long to) {
    return from == null || to == null || to < from ? Duration.ZERO : Duration.ofMillis(to - from);
  }

  /** What came of its batch. */
  Carrier.Landing landing(
      Optional<byte[]> answer, Map<String, NuisanceTask> tasks, FunctionSettings settings) {
    return new Carrier.Landing(
        answer.map(bytes -> answered(bytes, tasks)).orElseGet(() -> failed(settings, tasks.size())),
        id,
        bill(settings),
        answer.map(bytes -> bytes.length).orElse(0));
  }

  /** In the words of AWS Lambda, so that there is one reader of bills. */
  private String bill(FunctionSettings settings) {
    Duration billed = ran.isZero() ? Duration.ZERO : Host.CONTAINER.billed(ran);
    return "REPORT RequestId: "
        + id
        + "\tDuration: "
        + billed.toMillis()
        + " ms\tBilled Duration: "
        + billed.toMillis()
        + " ms\tMemory Size: "
        + settings.memoryMegabytes()
        + " MB\n";
  }

  private static Reply answered(byte[] bytes, Map<String, NuisanceTask> tasks) {
    try {
      return switch (BatchAnswer.read(bytes, tasks)) {
        case BatchAnswer.Refused refused ->
            new Reply.Hopeless(String.join("; ", refused.problems()));
        case BatchAnswer.Inline inline -> new Reply.Answered(inline, inline.report());
        case BatchAnswer.Stored stored -> new Reply.Answered(stored, stored.report());
      };
    } catch (InvalidInput e) {
      return new Reply.Transient("the answer of a job cannot be read: " + e.getMessage(), true);
    }
  }

  private Reply failed(FunctionSettings settings, int tasks) {
    if (succeeded) {
      return new Reply.Transient("a job left no answer", true);
    }
    if (terminated) {
      return new Reply.Hopeless("somebody has ended the job " + id + ": " + reason);
    }
    if (exitCode == JobMessages.STORE_SILENT) {
      return new Reply.Transient("the store did not answer a job", true);
    }
    if (exitCode == KILLED || exitCode == OUT_OF_HEAP || reason.contains("OutOfMemory")) {
      return new Reply.Broken(
          "a job needs more memory than its "
              + settings.memoryMegabytes()
              + " MB; "
              + moreMemory(settings, tasks),
          true);
    }
    if (reason.contains("timeout") || reason.contains("timed out")) {
      return new Reply.Broken(
          "a job was ended after its time limit of "
              + settings.timeout().toSeconds()
              + " seconds; "
              + (tasks > 1 ? "send fewer fits at a time (backend.batch: per-fold) or " : "")
              + "deploy the stack with another JobTimeout",
          true);
    }
    return ran.isZero() ? notStarted() : broken();
  }

  private Reply notStarted() {
    return reason.contains("CannotPullContainer")
        ? new Reply.Hopeless(
            "AWS Batch cannot start the jobs: "
                + reason
                + "; push the image that the stack was deployed with (docs/aws.md)")
        : new Reply.Transient("a job was not started: " + reason, false);
  }

  private Reply broken() {
    return new Reply.Broken(
        "a job ended with exit code " + exitCode + ": " + reason + "; see the log of " + id, true);
  }

  private static String moreMemory(FunctionSettings settings, int tasks) {
    List<String> ways = new ArrayList<>();
    ContainerSize.with(2L * settings.memoryMegabytes(), OptionalInt.empty())
        .ifPresent(
            size ->
                ways.add(
                    "set backend.memory_mb to "
                        + size.memoryMegabytes()
                        + " and backend.vcpu to "
                        + size.vcpu()));
    if (tasks > 1 && settings.threads() > 1) {
      ways.add("send fewer fits at a time (backend.batch: per-fold)");
    }
    return ways.isEmpty() ? "no container has more, so use fewer rows" : String.join(" or ", ways);
  }
}
