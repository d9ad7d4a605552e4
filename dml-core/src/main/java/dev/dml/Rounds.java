package dev.dml;

import dev.dml.result.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Repetitions of all cross-fits of an estimation, round by round, until somebody stops them. */
public final class Rounds {

  private final Waves waves;
  private final List<RepeatedCrossFit> all;
  private final Conclusion conclusion;
  private final Steering steering;
  private final Progress progress;
  private int told;

  Rounds(
      Waves waves,
      List<RepeatedCrossFit> all,
      Conclusion conclusion,
      Steering steering,
      Progress progress) {
    this.waves = waves;
    this.all = all;
    this.conclusion = conclusion;
    this.steering = steering;
    this.progress = progress;
  }

  /** Whether no further round is wanted; there was one at least. */
  boolean isStopped() {
    return steering.isStopped() && conclusion.repetitions() > 0;
  }

  RunRecord record() {
    return waves.record();
  }

  /** Fits and scores repetitions, or the first of them if somebody stops it. */
  void run(int from, int to) {
    List<CrossFit> round = all.stream().flatMap(each -> each.repetitions(from, to)).toList();
    try {
      waves.run(round, this::look);
    } catch (Stop e) {
      complete(round);
    }
    if (isStopped()) {
      conclusion.stoppedByCaller();
    }
  }

  private void look() {
    if (conclusion.repetitions() > told) {
      told = conclusion.repetitions();
      tell();
    }
    // Benchmarks come after all of these, and need as many repetitions.
    if (all.size() == 1 && isStopped()) {
      throw new Stop();
    }
  }

  private void tell() {
    boolean shown = progress.wantsEstimates();
    if (steering.listens() || shown) {
      PartialEstimate partial = conclusion.partial();
      steering.estimated(partial);
      if (shown) {
        progress.estimated(partial);
      }
    }
  }

  /** Completes what comes before the last whole repetition. */
  private void complete(List<CrossFit> round) {
    Map<Integer, Boolean> whole =
        round.stream()
            .collect(
                Collectors.toMap(CrossFit::repetition, CrossFit::isScored, Boolean::logicalAnd));
    int last =
        whole.entrySet().stream()
            .filter(Map.Entry::getValue)
            .mapToInt(Map.Entry::getKey)
            .max()
            .orElse(-1);
    List<CrossFit> missing =
        round.stream()
            .filter(Predicate.not(CrossFit::isScored))
            .filter(each -> each.repetition() <= last)
            .map(CrossFit::again)
            .toList();
    waves.run(missing, () -> {});
  }

  /** Ends a wave from within. */
  private static final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Stop() {
      super("stopped", null, false, false);
    }
  }
}
