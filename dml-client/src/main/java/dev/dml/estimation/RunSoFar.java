package dev.dml.estimation;

import dev.dml.file.DataFiles;
import dev.dml.result.DmlResult;
import dev.dml.run.KeptResults;
import java.util.List;
import java.util.Optional;

/**
 * What a run says while it goes on, in whatever process: the result of the repetitions that are
 * whole by now, up to the first that is not, from the results that the run keeps.
 */
public final class RunSoFar {

  private final Estimation estimation;
  private final KeptResults kept;

  private RunSoFar(Estimation estimation, KeptResults kept) {
    this.estimation = estimation;
    this.kept = kept;
  }

  /**
   * Reads the data of a run.
   *
   * @throws dev.dml.data.InvalidInput as {@link RunToResume#estimation} does
   */
  public static RunSoFar of(RunToResume run, DataFiles files) {
    return new RunSoFar(run.estimation(List.of(), files), run.results());
  }

  /**
   * A result.
   *
   * @param result of the whole repetitions
   * @param isWhole whether these are all, so that it is the result of the run
   */
  public record Seen(DmlResult result, boolean isWhole) {}

  /** How many repetitions there are; if they stop when they are enough, at most. */
  public int repetitions() {
    return estimation.mostRepetitions();
  }

  /** Looks at what is there now; empty if no repetition is whole. */
  public Optional<Seen> look() {
    WholeRepetitions whole = new WholeRepetitions(estimation.backendName(), kept);
    int repetitions;
    try {
      return Optional.of(new Seen(estimation.estimateOn(whole), true));
    } catch (WholeRepetitions.IncompleteException e) {
      repetitions = e.whole();
    }
    while (repetitions > 0) {
      try {
        DmlResult result = estimation.withRepetitions(repetitions).estimateOn(whole);
        return Optional.of(new Seen(result, false));
      } catch (WholeRepetitions.IncompleteException e) {
        // Later waves may have fewer.
        repetitions = e.whole();
      }
    }
    return Optional.empty();
  }
}
