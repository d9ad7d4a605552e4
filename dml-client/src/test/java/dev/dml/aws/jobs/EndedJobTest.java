package dev.dml.aws.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Carrier;
import dev.dml.aws.fanout.Reply;
import dev.dml.aws.fanout.SampleTasks;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;

class EndedJobTest {

  private static final FunctionSettings CONTAINERS =
      new FunctionSettings("dml-job:1", 16_384, Duration.ofHours(4), "arm64", OptionalInt.of(4));

  private static JobSummary.Builder job() {
    return JobSummary.builder()
        .jobId("a:3")
        .arrayProperties(array -> array.index(3))
        .status(JobStatus.FAILED)
        .startedAt(1_000L)
        .stoppedAt(91_001L)
        .statusReason("Essential container in task exited");
  }

  private static Carrier.Landing landing(JobSummary.Builder job) {
    return EndedJob.of(job.build())
        .landing(Optional.empty(), SampleTasks.byKey(SampleTasks.of(1)), CONTAINERS);
  }

  private static JobSummary.Builder exited(int code, String reason) {
    return job().container(container -> container.exitCode(code).reason(reason));
  }

  @Test
  void secondsAreBilledWhole() {
    assertThat(landing(exited(1, "")).logTail())
        .isEqualTo(
            "REPORT RequestId: a:3\tDuration: 91000 ms\tBilled Duration: 91000 ms\tMemory Size:"
                + " 16384 MB\n");
    assertThat(landing(exited(1, "").stoppedAt(1_500L)).logTail()).contains("Duration: 60000 ms");
  }

  @Test
  void aJobThatNeverRanIsNotBilledAndTriedAgain() {
    Carrier.Landing landing =
        landing(
            job().startedAt(null).stoppedAt(2_000L).statusReason("Timeout waiting for network"));
    assertThat(landing.reply())
        .isEqualTo(
            new Reply.Transient("a job was not started: Timeout waiting for network", false));
    assertThat(landing.logTail()).contains("Billed Duration: 0 ms");
  }

  @Test
  void anImageThatIsNotThereIsHopeless() {
    assertThat(
            landing(
                    job()
                        .startedAt(null)
                        .statusReason("CannotPullContainerError: repository/jobs:latest not found"))
                .reply())
        .isEqualTo(
            new Reply.Hopeless(
                "AWS Batch cannot start the jobs: CannotPullContainerError: repository/jobs:latest"
                    + " not found; push the image that the stack was deployed with (docs/aws.md)"));
  }

  @Test
  void whatWasKilledNeedsMoreMemory() {
    Reply more =
        new Reply.Broken(
            "a job needs more memory than its 16384 MB; set backend.memory_mb to 32768 and"
                + " backend.vcpu to 8 or send fewer fits at a time (backend.batch: per-fold)",
            true);
    assertThat(landing(exited(137, "OutOfMemoryError: Container killed")).reply()).isEqualTo(more);
    assertThat(landing(exited(3, "")).reply()).isEqualTo(more);
  }

  @Test
  void aTimeLimitIsNamed() {
    assertThat(landing(job().statusReason("Job attempt duration exceeded timeout")).reply())
        .isEqualTo(
            new Reply.Broken(
                "a job was ended after its time limit of 14400 seconds; send fewer fits at a time"
                    + " (backend.batch: per-fold) or deploy the stack with another JobTimeout",
                true));
  }

  @Test
  void whatSomebodyHasEndedIsNotTriedAgain() {
    assertThat(landing(exited(143, "").isTerminated(true).statusReason("too dear")).reply())
        .isEqualTo(new Reply.Hopeless("somebody has ended the job a:3: too dear"));
  }

  @Test
  void aStoreThatDidNotAnswerIsTriedAgain() {
    assertThat(landing(exited(75, "")).reply())
        .isEqualTo(new Reply.Transient("the store did not answer a job", true));
  }

  @Test
  void anythingElseIsBrokenAndSaysWhereToLook() {
    assertThat(landing(exited(1, "")).reply())
        .isEqualTo(
            new Reply.Broken(
                "a job ended with exit code 1: Essential container in task exited; see the log of"
                    + " a:3",
                true));
  }
}
