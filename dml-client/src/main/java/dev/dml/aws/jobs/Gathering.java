package dev.dml.aws.jobs;

import dev.dml.aws.jobs.SentJob.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Batches that have come and not been sent: those that come together are sent together. */
final class Gathering {

  private static final Duration LULL = Duration.ofMillis(100);

  /** Guards what follows; the thread that sends waits for it to be told of batches. */
  private final Object news = new Object();

  private final List<Parcel> unsent = new ArrayList<>();
  private boolean closed;

  void add(Parcel parcel) {
    synchronized (news) {
      unsent.add(parcel);
      news.notifyAll();
    }
  }

  /** Ends all waiting. */
  void close() {
    synchronized (news) {
      closed = true;
      news.notifyAll();
    }
  }

  boolean isClosed() {
    synchronized (news) {
      return closed;
    }
  }

  /** Waits until it is time to ask, or batches have come and no more come. */
  List<Parcel> await(Optional<Duration> most) throws InterruptedException {
    synchronized (news) {
      while (most.isEmpty() && !closed && unsent.isEmpty()) {
        news.wait();
      }
      long until = System.nanoTime() + most.orElse(Duration.ZERO).toNanos();
      for (long left = until - System.nanoTime(); most.isPresent() && !closed && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(news, Math.max(TimeUnit.MILLISECONDS.toNanos(1), left));
        left = until - System.nanoTime();
      }
      int before = -1;
      while (!closed && before < unsent.size()) {
        before = unsent.size();
        TimeUnit.NANOSECONDS.timedWait(news, LULL.toNanos());
      }
      List<Parcel> parcels = List.copyOf(unsent);
      unsent.clear();
      return parcels;
    }
  }
}
