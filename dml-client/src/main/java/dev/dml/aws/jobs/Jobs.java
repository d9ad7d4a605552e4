package dev.dml.aws.jobs;

import dev.dml.aws.FunctionSettings;
import dev.dml.wire.protocol.JobMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ArrayProperties;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.KeyValuePair;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;
import software.amazon.awssdk.services.batch.model.ResourceRequirement;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * What is asked of AWS Batch.
 *
 * @param batch the SDK's client, without retries of its own
 * @param queue the queue of the jobs
 * @param settings the definition of the jobs and the containers that they get
 */
record Jobs(BatchClient batch, String queue, FunctionSettings settings) {

  /** The most jobs that are described at once. */
  private static final int MOST_DESCRIBED = 100;

  /**
   * Submits a job for each batch, as an array if there are several.
   *
   * @param name its name, which no other job has
   * @param messages where its batches are
   * @param count how many there are
   * @return its identifier
   */
  String submit(String name, JobMessages messages, int count) {
    SubmitJobRequest.Builder request =
        SubmitJobRequest.builder()
            .jobName(name)
            .jobQueue(queue)
            .jobDefinition(settings.name())
            .containerOverrides(
                container ->
                    container
                        .environment(
                            variable(JobMessages.FOLDER_VARIABLE, messages.folder()),
                            variable(
                                JobMessages.SECONDS_VARIABLE,
                                Long.toString(settings.timeout().toSeconds())))
                        .resourceRequirements(
                            resource(ResourceType.VCPU, settings.threads()),
                            resource(ResourceType.MEMORY, settings.memoryMegabytes())));
    if (count > 1) {
      request.arrayProperties(ArrayProperties.builder().size(count).build());
    }
    return batch.submitJob(request.build()).jobId();
  }

  private static KeyValuePair variable(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  private static ResourceRequirement resource(ResourceType type, int value) {
    return ResourceRequirement.builder().type(type).value(Integer.toString(value)).build();
  }

  /** The identifiers of the jobs in the queue by their names, of which the end may be a star. */
  List<JobSummary> named(String name) {
    List<JobSummary> found = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      String from = token.orElse(null);
      var page =
          batch.listJobs(
              list ->
                  list.jobQueue(queue)
                      .filters(KeyValuesPair.builder().name("JOB_NAME").values(name).build())
                      .nextToken(from));
      found.addAll(page.jobSummaryList());
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    return found;
  }

  /** How some jobs are. */
  List<JobDetail> describe(List<String> ids) {
    List<JobDetail> details = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MOST_DESCRIBED) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_DESCRIBED));
      details.addAll(batch.describeJobs(describe -> describe.jobs(some)).jobs());
    }
    return details;
  }

  /** The children of an array job that have ended in a certain way. */
  List<JobSummary> children(String id, JobStatus status) {
    List<JobSummary> children = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      String from = token.orElse(null);
      var page = batch.listJobs(list -> list.arrayJobId(id).jobStatus(status).nextToken(from));
      children.addAll(page.jobSummaryList());
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    return children;
  }

  /** Ends a job and all its children. */
  void terminate(String id) {
    batch.terminateJob(end -> end.jobId(id).reason("the run was stopped"));
  }

  /** Asks for something small, to see whether anybody answers. */
  void probe() {
    batch.describeJobDefinitions(describe -> describe.jobDefinitions(settings.name()));
  }
}
