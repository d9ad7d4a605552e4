package dev.dml.aws.jobs;

import dev.dml.aws.fanout.Carrier.Landing;
import dev.dml.aws.fanout.Reply;
import dev.dml.aws.jobs.SentJob.Parcel;
import dev.dml.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;

/**
 * The jobs of a run whose children have not all ended: each is submitted once in effect, also if
 * AWS took it and its answer was lost, and each of its batches lands once. For one thread at a
 * time; answers are read by others.
 */
final class OpenJobs {

  private final Jobs jobs;
  private final Mailbox mailbox;
  private final Executor readers;
  private final List<SentJob> open = new ArrayList<>();

  /**
   * None yet.
   *
   * @param jobs what is asked of AWS Batch
   * @param mailbox where batches and answers go
   * @param readers the threads that read answers
   */
  OpenJobs(Jobs jobs, Mailbox mailbox, Executor readers) {
    this.jobs = jobs;
    this.mailbox = mailbox;
    this.readers = readers;
  }

  /** Takes one that is to be submitted. */
  void add(SentJob job) {
    open.add(job);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** A number that changes when a child or a job ends. */
  int news() {
    return open.stream().mapToInt(SentJob::ended).sum() + open.size();
  }

  /**
   * Submits those that were not.
   *
   * @throws StoreException if a batch cannot be written
   * @throws RuntimeException what the SDK throws
   */
  void submit() {
    for (SentJob job : List.copyOf(open)) {
      if (job.id().isEmpty()) {
        submit(job);
      }
    }
  }

  private void submit(SentJob job) {
    if (!job.isWritten()) {
      mailbox.write(job.messages(), requests(job));
      job.written();
    }
    Optional<JobSummary> known =
        job.isDoubtful() ? jobs.named(job.name()).stream().findFirst() : Optional.empty();
    job.doubt();
    job.submitted(
        known
            .map(JobSummary::jobId)
            .orElseGet(() -> jobs.submit(job.name(), job.messages(), job.size())));
  }

  private static Map<Integer, byte[]> requests(SentJob job) {
    return job.waiting().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().request()));
  }

  /**
   * Asks how those that were submitted are, and has what ended land.
   *
   * @throws RuntimeException what the SDK throws
   */
  void look() {
    Map<String, SentJob> byId = new LinkedHashMap<>();
    open.forEach(job -> job.id().ifPresent(id -> byId.put(id, job)));
    for (JobDetail detail : jobs.describe(List.copyOf(byId.keySet()))) {
      SentJob job = Objects.requireNonNull(byId.get(detail.jobId()), "a job that was asked for");
      boolean over = detail.status() == JobStatus.SUCCEEDED || detail.status() == JobStatus.FAILED;
      if (!job.isArray()) {
        if (over) {
          ended(job, EndedJob.of(detail));
        }
      } else {
        children(job, detail, over);
      }
      if (job.waiting().isEmpty()) {
        open.remove(job);
      }
    }
  }

  private void children(SentJob job, JobDetail detail, boolean over) {
    Map<String, Integer> counts = detail.arrayProperties().statusSummary();
    int succeeded = counts.getOrDefault(JobStatus.SUCCEEDED.toString(), 0);
    int failed = counts.getOrDefault(JobStatus.FAILED.toString(), 0);
    if (over || succeeded + failed > job.ended()) {
      for (JobStatus status : List.of(JobStatus.SUCCEEDED, JobStatus.FAILED)) {
        jobs.children(detail.jobId(), status).forEach(child -> ended(job, EndedJob.of(child)));
      }
    }
    if (over) {
      // An array that ends before it has children.
      EndedJob whole = EndedJob.of(detail);
      job.waiting().keySet().forEach(index -> ended(job, whole.withIndex(index)));
    }
  }

  private void ended(SentJob job, EndedJob child) {
    job.take(child.index())
        .ifPresent(
            parcel -> readers.execute(() -> parcel.landed().accept(landing(job, child, parcel))));
  }

  private Landing landing(SentJob job, EndedJob child, Parcel parcel) {
    try {
      return child.landing(
          mailbox.answer(job.messages(), child.index()), parcel.tasks(), jobs.settings());
    } catch (StoreException e) {
      return Landing.of(new Reply.Transient(String.valueOf(e.getMessage()), true));
    }
  }

  /** Has what was not submitted fail; of what runs, one tells that it is not heard of again. */
  void giveUp(String sentence) {
    List<SentJob> unsubmitted = open.stream().filter(job -> job.id().isEmpty()).toList();
    unsubmitted.forEach(job -> job.waiting().keySet().forEach(index -> land(job, index, sentence)));
    open.removeAll(unsubmitted);
    if (unsubmitted.isEmpty()) {
      open.stream()
          .findFirst()
          .ifPresent(
              job ->
                  job.waiting().keySet().stream()
                      .findFirst()
                      .ifPresent(index -> land(job, index, sentence)));
    }
  }

  private static void land(SentJob job, int index, String sentence) {
    job.take(index)
        .ifPresent(parcel -> parcel.landed().accept(Landing.of(new Reply.Hopeless(sentence))));
  }

  /** Ends those that were submitted; nobody waits for the others either. */
  void terminate() {
    for (SentJob job : List.copyOf(open)) {
      job.id().ifPresent(jobs::terminate);
      open.remove(job);
    }
  }
}
