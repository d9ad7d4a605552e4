package dev.dml.billing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Rows of a picture in which no two attempts overlap: each takes the first that is free. */
final class Lanes {

  private final Map<BilledAttempt, Integer> lanes = new LinkedHashMap<>();
  private int count;

  Lanes(List<BilledAttempt> attempts) {
    record Busy(long until, int lane) {}
    PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingLong(Busy::until));
    TreeSet<Integer> free = new TreeSet<>();
    List<BilledAttempt> sorted = new ArrayList<>(attempts);
    sorted.sort(Comparator.comparing(BilledAttempt::sent));
    for (BilledAttempt attempt : sorted) {
      while (!busy.isEmpty() && busy.peek().until <= attempt.sent().toNanos()) {
        free.add(busy.remove().lane);
      }
      int lane = free.isEmpty() ? count++ : free.removeFirst();
      busy.add(new Busy(attempt.ended().toNanos(), lane));
      lanes.put(attempt, lane);
    }
  }

  /** The number of rows. */
  int count() {
    return count;
  }

  /** The attempts with their rows, from 0, in the order in which they were sent. */
  Map<BilledAttempt, Integer> byAttempt() {
    return lanes;
  }
}
