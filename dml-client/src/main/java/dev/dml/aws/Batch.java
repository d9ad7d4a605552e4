package dev.dml.aws;

import dev.dml.task.NuisanceTask;
import dev.dml.wire.TaskBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A batch on its way: what is sent, and how often which kind of failure has come back. */
final class Batch {

  private final int number;
  private final List<NuisanceTask> tasks;
  private final Map<String, NuisanceTask> byKey = new HashMap<>();
  private final byte[] request;
  private final String resultKey;
  private final List<Long> flying = new ArrayList<>();
  private int attempts;
  private int throttles;
  private int transients;
  private int breakdowns;
  private boolean hedged;
  private boolean over;

  Batch(int number, TaskBatch form) {
    this.number = number;
    this.tasks = form.tasks();
    List<String> keys = form.keys();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), tasks.get(i));
    }
    this.request = form.write();
    this.resultKey = form.resultKey();
  }

  int number() {
    return number;
  }

  List<NuisanceTask> tasks() {
    return tasks;
  }

  Map<String, NuisanceTask> byKey() {
    return byKey;
  }

  byte[] request() {
    return request;
  }

  String resultKey() {
    return resultKey;
  }

  /** Notes that it is sent, and returns how often it has been, this time included. */
  int sent(long now) {
    flying.add(now);
    return ++attempts;
  }

  /** Notes that a reply to what was sent at a moment is there. */
  void landed(long sentAt) {
    flying.remove(sentAt);
  }

  /** When each invocation was sent that has no reply yet. */
  List<Long> flying() {
    return flying;
  }

  int throttled() {
    return ++throttles;
  }

  int failedTransiently() {
    return ++transients;
  }

  int brokeDown() {
    return ++breakdowns;
  }

  boolean hedged() {
    return hedged;
  }

  void hedge() {
    hedged = true;
  }

  boolean over() {
    return over;
  }

  void end() {
    over = true;
  }
}
