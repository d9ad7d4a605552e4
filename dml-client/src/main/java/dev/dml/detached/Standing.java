package dev.dml.detached;

import dev.dml.wire.detached.Beat;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.progress.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How a run stands.
 *
 * @param lease the number of the last lease; 0 if no driver has come yet
 * @param beats the number of the last beat under it; 0 if there is none yet
 * @param last the last beat, also of an earlier driver
 * @param cancelled whether somebody wants it stopped
 * @param ending how it ended, if it has
 */
public record Standing(
    int lease, int beats, Optional<Beat> last, boolean cancelled, Optional<Ending> ending) {

  /** Whether nobody drives it, as the last one has said. */
  public boolean isFree() {
    return lease == 0 || (beats > 0 && last.map(Beat::last).orElse(false));
  }

  /**
   * The same in the words of all runs.
   *
   * @param pace how often a driver says something
   */
  RunStatus status(RunStatus begun, Pace pace) {
    RunStatus said = last.map(Beat::status).orElse(begun);
    if (ending.isPresent()) {
      String why = String.join("; ", ending.get().sentences());
      return said.at(ending.get().at(), said.progress())
          .in(
              switch (ending.get().how()) {
                case FINISHED -> RunStatus.State.DONE;
                case CANCELLED -> RunStatus.State.STOPPED;
                case FAILED, REFUSED -> RunStatus.State.FAILED;
              },
              why);
    }
    return said.updated().plus(pace.silence()).isBefore(Instant.now())
        ? said.in(RunStatus.State.KILLED, "its driver says nothing any more")
        : said;
  }

  /** Whether somebody has said something since then. */
  public boolean isLaterThan(Standing other) {
    return lease != other.lease || beats != other.beats;
  }
}
