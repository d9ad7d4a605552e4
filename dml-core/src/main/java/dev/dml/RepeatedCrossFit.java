package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.data.CausalData;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cross-fitting of all parameters on one data set, as often as is asked for. */
final class RepeatedCrossFit {

  private final List<CrossFit.Design> designs;
  private final Scoring scoring;

  /**
   * Nothing is fitted yet.
   *
   * @param analyses take each repetition
   */
  RepeatedCrossFit(Setup setup, CausalData data, List<Analysis<?>> analyses) {
    this.scoring = new Scoring(setup.model(), data, analyses);
    this.designs =
        setup.model().parameters(data).stream()
            .map(parameters -> CrossFit.Design.of(setup, data, parameters))
            .toList();
  }

  /** One for each repetition and group of parameters, in this order. */
  Stream<CrossFit> repetitions(int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            repetition ->
                designs.stream().map(design -> new CrossFit(design, repetition, scoring)));
  }
}
