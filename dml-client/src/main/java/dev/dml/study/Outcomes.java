package dev.dml.study;

import dev.dml.wire.study.Study;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What became of the estimations of a study so far, in a file. Several threads may use it; in
 * memory are a few bytes for each.
 */
final class Outcomes implements AutoCloseable {

  private final long[] places;
  private final BitSet failed = new BitSet();
  private Optional<Journal> journal = Optional.empty();
  private int done;
  private int fitted;
  private int shared;

  private Outcomes(int size) {
    this.places = new long[size];
    Arrays.fill(places, -1);
  }

  /** Opens the file of a study to add to it. */
  static Outcomes open(StudyFolder folder, Study study) {
    Outcomes outcomes = new Outcomes(study.size());
    outcomes.journal =
        Optional.of(
            Journal.open(
                folder.outcomes(), (place, record) -> outcomes.note(Outcome.read(record), place)));
    return outcomes;
  }

  /** Hands over what is in the file of a study, in the order in which it came. */
  static void read(Path file, Consumer<Outcome> sink) {
    Journal.read(file, (place, record) -> sink.accept(Outcome.read(record)));
  }

  private void note(Outcome outcome, long place) {
    if (places[outcome.number()] < 0) {
      done++;
    }
    places[outcome.number()] = place;
    failed.set(outcome.number(), outcome.failure().isPresent());
    fitted += outcome.fitted();
    shared += outcome.shared();
  }

  /** Adds one. */
  synchronized void add(Outcome outcome) {
    note(outcome, journal.orElseThrow().add(outcome.write()));
  }

  /** Whether an estimation is over, however it ended. */
  synchronized boolean has(int number) {
    return places[number] >= 0;
  }

  /** Forgets those that failed, so that they are run again. */
  synchronized void forgetFailed() {
    failed.stream().forEach(number -> places[number] = -1);
    done -= failed.cardinality();
    failed.clear();
  }

  synchronized int done() {
    return done;
  }

  synchronized int failed() {
    return failed.cardinality();
  }

  synchronized int fitted() {
    return fitted;
  }

  synchronized int shared() {
    return shared;
  }

  /** Hands over all in the order of the study. */
  void forEach(Consumer<Outcome> sink) {
    for (int number = 0; number < places.length; number++) {
      long place;
      synchronized (this) {
        place = places[number];
      }
      if (place >= 0) {
        sink.accept(Outcome.read(journal.orElseThrow().get(place)));
      }
    }
  }

  @Override
  public void close() {
    journal.ifPresent(Journal::close);
  }
}
