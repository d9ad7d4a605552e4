package dev.dml.aws.jobs;

import dev.dml.aws.fanout.Carrier;
import dev.dml.aws.jobs.SentJob.Parcel;
import dev.dml.run.RunDirectory;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.Digests;
import dev.dml.wire.protocol.JobMessages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;

/**
 * Sends batches as jobs: those that come together as the children of one array job, each with its
 * batch as an object of the bucket. It asks how they are, the less often the less happens, and
 * reads the answers of those that have ended.
 *
 * <p>One thread submits and asks; others read answers.
 */
final class JobCarrier implements Carrier {

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final double GROWTH = 1.5;
  private static final Duration TO_END = Duration.ofSeconds(8);

  /** The most children of an array job. */
  private static final int MOST_CHILDREN = 10_000;

  private static final int MOST_NAME = 80;

  /** Letters that make a name one of its own. */
  private static final int TOKEN = 12;

  private final Jobs jobs;
  private final String folder;
  private final String prefix;
  private final Duration longestOutage;
  private final Consumer<String> waits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final Gathering gathering = new Gathering();

  /** Guards what follows; held while AWS is asked. */
  private final Object asking = new Object();

  private final OpenJobs open;
  private Duration interval = SHORTEST;
  private boolean cleared;
  private Optional<Long> troubledSince = Optional.empty();

  /**
   * A carrier of a run, on which nothing is on its way.
   *
   * @param jobs what is asked of AWS Batch
   * @param run the run
   * @param longestOutage how long AWS may be out of reach
   * @param waits is told what is waited for, in a few words; nothing when it goes on
   */
  JobCarrier(Jobs jobs, RunDirectory run, Duration longestOutage, Consumer<String> waits) {
    this.jobs = jobs;
    this.open = new OpenJobs(jobs, new Mailbox(run.store(), threads), threads);
    this.folder = run.prefix() + "jobs/";
    this.prefix = name(run);
    this.longestOutage = longestOutage;
    this.waits = waits;
    threads.execute(this::work);
  }

  /** What the names of all jobs of a run begin with, and of those of no other run. */
  static String name(RunDirectory run) {
    String name = run.prefix().replaceAll("^runs/|/$", "").replace('.', '-');
    return "dml-"
        + name.substring(0, Math.min(name.length(), MOST_NAME))
        + "-"
        + Digests.of(run.prefix()).substring(0, TOKEN)
        + "-";
  }

  @Override
  public void send(byte[] request, Map<String, NuisanceTask> tasks, Consumer<Landing> landed) {
    gathering.add(new Parcel(request, tasks, landed));
  }

  @Override
  public void probe(Consumer<Optional<String>> answered) {
    threads.execute(
        () -> {
          try {
            jobs.probe();
            answered.accept(Optional.empty());
          } catch (RuntimeException e) {
            Trouble trouble = Trouble.of(e);
            answered.accept(trouble.mayPass() ? Optional.of(trouble.sentence()) : Optional.empty());
          }
        });
  }

  private void work() {
    try {
      while (true) {
        List<Parcel> parcels = gathering.await(untilNext());
        synchronized (asking) {
          if (gathering.isClosed()) {
            return;
          }
          for (int from = 0; from < parcels.size(); from += MOST_CHILDREN) {
            open.add(job(parcels.subList(from, Math.min(parcels.size(), from + MOST_CHILDREN))));
          }
          ask();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SentJob job(List<Parcel> parcels) {
    interval = SHORTEST;
    String token = UUID.randomUUID().toString().replace("-", "").substring(0, TOKEN);
    return new SentJob(prefix + token, JobMessages.of(folder + token + "/"), parcels);
  }

  /** How long until the next question; empty if there is none. */
  private Optional<Duration> untilNext() {
    synchronized (asking) {
      return open.isEmpty() ? Optional.empty() : Optional.of(interval);
    }
  }

  private void ask() {
    int before = open.news();
    try {
      if (!cleared) {
        clear();
        cleared = true;
      }
      open.submit();
      open.look();
      if (troubledSince.isPresent()) {
        troubledSince = Optional.empty();
        waits.accept("");
      }
    } catch (StoreException e) {
      open.giveUp(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      trouble(Trouble.of(e));
    }
    interval = open.news() != before ? SHORTEST : longer(interval);
  }

  /** Nobody waits for the jobs of a command that was killed; what they had stored is kept. */
  private void clear() {
    for (JobSummary job : jobs.named(prefix + "*")) {
      if (job.status() != JobStatus.SUCCEEDED && job.status() != JobStatus.FAILED) {
        jobs.terminate(job.jobId());
      }
    }
  }

  private static Duration longer(Duration interval) {
    Duration longer = Duration.ofNanos((long) (GROWTH * interval.toNanos()));
    return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
  }

  private void trouble(Trouble trouble) {
    long now = System.nanoTime();
    long since = troubledSince.orElse(now);
    troubledSince = Optional.of(since);
    if (!trouble.mayPass() || now - since > longestOutage.toNanos()) {
      open.giveUp(trouble.sentence());
    } else {
      waits.accept(trouble.sentence() + ", paused");
    }
  }

  @Override
  public String abandon(int flying) {
    if (flying == 0) {
      return "no job runs any more";
    }
    return end()
        ? (flying == 1
                ? "1 job was on its way and was"
                : flying + " jobs were on their way and were")
            + " ended"
        : (flying == 1 ? "1 job is" : flying + " jobs are")
            + " still on the way and billed until the end, at most "
            + jobs.settings().timeout().toSeconds()
            + " seconds each; AWS Batch could not be asked to end them";
  }

  /**
   * By another thread: Ctrl-C interrupts this one every second, which the SDK would take for it.
   */
  private boolean end() {
    return CompletableFuture.supplyAsync(this::endNow, threads)
        .completeOnTimeout(false, TO_END.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private boolean endNow() {
    synchronized (asking) {
      try {
        open.terminate();
        return true;
      } catch (RuntimeException e) {
        return false;
      }
    }
  }

  @Override
  public void close() {
    gathering.close();
    end();
    threads.shutdownNow();
  }
}
