package dev.dml;

import dev.dml.result.RunRecord;
import dev.dml.split.Looks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The repetitions of an estimation, round by round, until there are enough or somebody stops them.
 */
final class Rounds {

  private final Waves waves;
  private final Looks looks;
  private final RepeatedCrossFit asked;
  private final List<RepeatedCrossFit> benchmarks;
  private final Conclusion conclusion;
  private final Steering steering;
  private final Progress progress;
  private final List<CrossFit> crossFits = new ArrayList<>();
  private int begun;
  private int told;

  /**
   * None yet.
   *
   * @param looks says how many repetitions there are
   * @param asked what the conclusion is about
   * @param benchmarks others, which then need as many repetitions
   */
  Rounds(
      Waves waves,
      Looks looks,
      RepeatedCrossFit asked,
      List<RepeatedCrossFit> benchmarks,
      Conclusion conclusion,
      Steering steering,
      Progress progress) {
    this.waves = waves;
    this.looks = looks;
    this.asked = asked;
    this.benchmarks = benchmarks;
    this.conclusion = conclusion;
    this.steering = steering;
    this.progress = progress;
  }

  /** Fits and scores all repetitions that are needed. */
  RunRecord run() {
    try {
      waves.run(begin(), this::further);
    } catch (Stop e) {
      List<CrossFit> missing = missing();
      waves.expect(size(missing));
      waves.run(missing, List::of);
      conclusion.stoppedByCaller();
    }
    for (RepeatedCrossFit benchmark : benchmarks) {
      waves.run(benchmark.repetitions(0, conclusion.repetitions()).toList(), List::of);
    }
    return waves.record();
  }

  private List<CrossFit> begin() {
    int to = looks.begun();
    List<CrossFit> round = asked.repetitions(begun, to).toList();
    crossFits.addAll(round);
    waves.expect(size(round));
    for (RepeatedCrossFit benchmark : benchmarks) {
      waves.expect(size(benchmark.repetitions(begun, to).toList()));
    }
    begun = to;
    return round;
  }

  private static int size(List<CrossFit> some) {
    return some.stream().mapToInt(CrossFit::size).sum();
  }

  /** After each task: the next round, if it is known by now that there will be one. */
  private List<CrossFit> further() {
    List<CrossFit> next = List.of();
    if (conclusion.repetitions() > told) {
      told = conclusion.repetitions();
      tell();
      next = look();
    }
    if (steering.isStopped() && told > 0) {
      throw new Stop();
    }
    return next;
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

  private List<CrossFit> look() {
    while (looks.isDue(conclusion.leading())) {
      progress.estimated(conclusion.partial());
      looks.take(conclusion.reached(looks.next()));
      if (looks.begun() > begun) {
        return begin();
      }
    }
    return List.of();
  }

  /** What comes before the last whole repetition and is not scored. */
  private List<CrossFit> missing() {
    Map<Integer, Boolean> whole =
        crossFits.stream()
            .collect(
                Collectors.toMap(CrossFit::repetition, CrossFit::isScored, Boolean::logicalAnd));
    int last =
        whole.entrySet().stream()
            .filter(Map.Entry::getValue)
            .mapToInt(Map.Entry::getKey)
            .max()
            .orElse(-1);
    return crossFits.stream()
        .filter(Predicate.not(CrossFit::isScored))
        .filter(each -> each.repetition() <= last)
        .map(CrossFit::again)
        .toList();
  }

  /** Ends a run from within. */
  private static final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Stop() {
      super("stopped", null, false, false);
    }
  }
}
