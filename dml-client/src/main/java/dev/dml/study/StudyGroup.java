package dev.dml.study;

import dev.dml.data.CausalData;
import dev.dml.estimation.SpecData;
import dev.dml.file.DataFiles;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.study.Planned;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Estimations that can share data and fits: those of one simulated data set, or all of a study of
 * data in files.
 */
final class StudyGroup {

  /** So many data sets are kept in memory. */
  private static final int MOST_DATA = 8;

  private final Optional<TaskLog> log;
  private final DataFiles files;
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private int running;

  private final Map<Object, CausalData> data =
      new LinkedHashMap<>(MOST_DATA, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, CausalData> eldest) {
          return size() > MOST_DATA;
        }
      };

  StudyGroup(TaskLog log, DataFiles files) {
    this(Optional.of(log), files);
  }

  private StudyGroup(Optional<TaskLog> log, DataFiles files) {
    this.log = log;
    this.files = files;
  }

  /** Data alone, of which nothing is fitted. */
  static StudyGroup ofData(DataFiles files) {
    return new StudyGroup(Optional.empty(), files);
  }

  TaskLog log() {
    return log.orElseThrow();
  }

  void add(int number) {
    waiting.add(number);
  }

  int waiting() {
    return waiting.size();
  }

  int begin() {
    running++;
    return waiting.remove();
  }

  /** Whether it was the last one. */
  boolean end() {
    running--;
    return running == 0 && waiting.isEmpty();
  }

  /** The data of an estimation, which those with the same ones share. */
  CausalData data(Planned planned) {
    synchronized (data) {
      Object key =
          planned
              .simulation()
              .<Object>map(each -> each)
              .orElseGet(() -> Spec.of(planned.spec()).data());
      CausalData known = data.get(key);
      if (known == null) {
        known =
            planned.simulation().isPresent()
                ? planned.simulation().get().draw()
                : new SpecData(Spec.of(planned.spec()).data(), files).read();
        data.put(key, known);
      }
      return known;
    }
  }
}
