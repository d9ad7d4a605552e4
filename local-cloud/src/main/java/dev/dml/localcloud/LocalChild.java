package dev.dml.localcloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A container of a job, from its submission to its end. */
final class LocalChild {

  /** What becomes of it, in the words of AWS Batch. */
  enum Status {
    RUNNABLE,
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  private final LocalJob job;
  private final int index;
  private Status status = Status.RUNNABLE;
  private long started;
  private long stopped;
  private int exitCode;
  private String reason = "";
  private boolean terminated;
  private Optional<Process> process = Optional.empty();

  LocalChild(LocalJob job, int index) {
    this.job = job;
    this.index = index;
  }

  LocalJob job() {
    return job;
  }

  int index() {
    return index;
  }

  synchronized Status status() {
    return status;
  }

  /** Whether it may run still. */
  synchronized boolean isOpen() {
    return status == Status.RUNNABLE || status == Status.RUNNING;
  }

  /** Its process runs, unless it was ended before. */
  synchronized boolean runs(Process running) {
    if (status != Status.RUNNABLE) {
      return false;
    }
    status = Status.RUNNING;
    started = System.currentTimeMillis();
    process = Optional.of(running);
    return true;
  }

  /** Its process has ended, and this was not known yet. */
  synchronized void ended(int code, String why) {
    if (isOpen()) {
      status = code == 0 ? Status.SUCCEEDED : Status.FAILED;
      stopped = System.currentTimeMillis();
      exitCode = code;
      reason = why;
    }
  }

  /** Somebody ends it. */
  void terminate(String why) {
    Optional<Process> running = Optional.empty();
    synchronized (this) {
      if (isOpen()) {
        terminated = true;
        ended(143, why);
        running = process;
      }
    }
    running.ifPresent(Process::destroyForcibly);
  }

  synchronized ObjectNode summary() {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary
        .put("jobId", job.isArray() ? job.id() + ":" + index : job.id())
        .put("jobName", job.name())
        .put("createdAt", job.created())
        .put("status", status.toString())
        .put("isTerminated", terminated);
    if (started > 0) {
      summary.put("startedAt", started);
    }
    if (!isOpen()) {
      summary.put("stoppedAt", stopped);
      summary.put(
          "statusReason",
          terminated
              ? reason
              : status == Status.FAILED ? "Essential container in task exited" : "");
      ObjectNode container = summary.putObject("container");
      if (started > 0) {
        container.put("exitCode", exitCode);
      }
      if (!reason.isEmpty()) {
        container.put("reason", reason);
      }
    }
    if (job.isArray()) {
      summary.putObject("arrayProperties").put("index", index);
    }
    return summary;
  }
}
