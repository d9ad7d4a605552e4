package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch on its way: what is sent, and how often which kind of failure has come back. */
final class Batch {

  private final int number;
  private final int among;
  private final List<NuisanceTask> tasks;
  private final Map<String, NuisanceTask> byKey;
  private final byte[] request;
  private final String resultKey;
  private final List<Flight> flying = new ArrayList<>();
  private int attempts;
  private int throttles;
  private int transients;
  private int breakdowns;
  private int looks;
  private boolean hedged;
  private boolean over;

  /**
   * A batch that was not sent yet.
   *
   * @param number its number, from 0
   * @param form what is sent
   * @param keys the keys of its tasks, as {@link TaskBatch#keys} makes them
   * @param among how many tasks the run has now, these among them
   */
  Batch(int number, TaskBatch form, List<String> keys, int among) {
    this.number = number;
    this.among = among;
    this.tasks = form.tasks();
    this.byKey = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      byKey.put(keys.get(i), tasks.get(i));
    }
    this.request = form.write();
    this.resultKey = form.resultKey(keys);
  }

  int number() {
    return number;
  }

  /** How many tasks the run had when it was made. */
  int among() {
    return among;
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

  /** Notes that it is sent. */
  Flight send(Attempt.Kind kind, long now) {
    Flight flight = new Flight(this, ++attempts, kind, now);
    flying.add(flight);
    hedged |= kind == Attempt.Kind.HEDGE;
    return flight;
  }

  /** Notes that an invocation has ended. */
  void landed(Flight flight) {
    flying.remove(flight);
  }

  /** The invocations that have no reply yet. */
  List<Flight> flying() {
    return List.copyOf(flying);
  }

  /** Notes that its result is being looked for in the store. */
  void looks() {
    looks++;
  }

  /** Notes that a look for its result has ended. */
  void looked() {
    looks--;
  }

  /** Whether its result is being looked for. */
  boolean isLookedFor() {
    return looks > 0;
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

  /** Whether a duplicate was sent. */
  boolean hedged() {
    return hedged;
  }

  /** Whether nothing that comes back for it matters any more. */
  boolean over() {
    return over;
  }

  void end() {
    over = true;
  }
}
