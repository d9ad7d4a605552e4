package dev.dml.estimation;

import dev.dml.billing.BilledAttempt;
import dev.dml.wire.progress.RunProgress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who is told what of an estimation while it runs.
 *
 * @param notices told, in a sentence, where it is kept and how to go on with it
 * @param progress told how far it is
 * @param attempts told of every invocation and its bill when the run is over
 */
record Listeners(
    Consumer<String> notices,
    Consumer<RunProgress> progress,
    Consumer<List<BilledAttempt>> attempts) {

  /** Nobody. */
  static final Listeners NONE = new Listeners(notice -> {}, now -> {}, billed -> {});

  Listeners withNotices(Consumer<String> listener) {
    return new Listeners(listener, progress, attempts);
  }

  Listeners withProgress(Consumer<RunProgress> listener) {
    return new Listeners(notices, listener, attempts);
  }

  Listeners withAttempts(Consumer<List<BilledAttempt>> listener) {
    return new Listeners(notices, progress, listener);
  }
}
