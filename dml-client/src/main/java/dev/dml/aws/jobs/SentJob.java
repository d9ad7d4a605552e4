package dev.dml.aws.jobs;

import dev.dml.aws.fanout.Carrier;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.protocol.JobMessages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A job for some batches, an array if there are several, until all its children have ended. */
final class SentJob {

  private final String name;
  private final JobMessages messages;
  private final int size;
  private final Map<Integer, Parcel> waiting = new HashMap<>();
  private Optional<String> id = Optional.empty();
  private boolean written;
  private boolean doubtful;

  /**
   * A job that was not submitted yet.
   *
   * @param name its name, which no other job has
   * @param messages where its batches go
   * @param parcels the batches, at least one
   */
  SentJob(String name, JobMessages messages, List<Parcel> parcels) {
    this.name = name;
    this.messages = messages;
    this.size = parcels.size();
    for (int index = 0; index < parcels.size(); index++) {
      waiting.put(index, parcels.get(index));
    }
  }

  /**
   * A batch that is to be sent.
   *
   * @param request as JSON
   * @param tasks its tasks by key
   * @param landed is told what came of it
   */
  // Handed on and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Parcel(
      byte[] request, Map<String, NuisanceTask> tasks, Consumer<Carrier.Landing> landed) {}

  String name() {
    return name;
  }

  JobMessages messages() {
    return messages;
  }

  int size() {
    return size;
  }

  boolean isArray() {
    return size > 1;
  }

  /** The batches whose children have not ended yet, by the numbers of these. */
  Map<Integer, Parcel> waiting() {
    return Map.copyOf(waiting);
  }

  /** How many children have ended. */
  int ended() {
    return size - waiting.size();
  }

  /** Takes out a batch whose child has ended; empty if it was taken before. */
  Optional<Parcel> take(int index) {
    return Optional.ofNullable(waiting.remove(index));
  }

  Optional<String> id() {
    return id;
  }

  void submitted(String identifier) {
    id = Optional.of(identifier);
  }

  boolean isWritten() {
    return written;
  }

  void written() {
    written = true;
  }

  /** Whether AWS may have taken it, though no answer came. */
  boolean isDoubtful() {
    return doubtful;
  }

  void doubt() {
    doubtful = true;
  }
}
