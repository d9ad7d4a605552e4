package dev.dml.report.sheet;

import dev.dml.analysis.JointIntervals;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Inference;
import dev.dml.model.EffectAverage.Family;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An average of effects on groups in periods as a line of a table, be it of a result that was just
 * made or of one that was read.
 *
 * @param at the group, period or time since the treatment; empty for the average of all
 * @param joint the interval that holds for all averages of the family, if that was asked
 */
record AverageLine(
    Family family,
    Optional<Double> at,
    double effect,
    double standardError,
    double t,
    double p,
    Interval interval,
    Optional<Interval> joint) {

  static AverageLine of(AverageEntry average) {
    EstimateEntry effect = average.effect();
    return new AverageLine(
        average.family(),
        average.at(),
        effect.coefficient(),
        effect.standardError(),
        effect.t(),
        effect.p(),
        effect.confidenceInterval(),
        average.joint());
  }

  /** The averages of a family, that of all at the end. */
  static List<AverageLine> of(AverageEffects averages) {
    List<Interval> band =
        averages.joint().map(JointIntervals::intervals).orElse(List.of()).stream()
            .map(AverageLine::interval)
            .toList();
    List<AverageLine> lines = new ArrayList<>();
    for (int i = 0; i < averages.effects().size(); i++) {
      Optional<Interval> joint = band.isEmpty() ? Optional.empty() : Optional.of(band.get(i));
      lines.add(of(averages.effects().get(i), joint));
    }
    lines.add(of(averages.overall(), Optional.empty()));
    return lines;
  }

  private static AverageLine of(AverageEffect average, Optional<Interval> joint) {
    Inference inference = average.inference();
    return new AverageLine(
        average.of().family(),
        average.at(),
        inference.coefficient(),
        inference.standardError(),
        inference.t(),
        inference.p(),
        interval(inference.interval()),
        joint);
  }

  private static Interval interval(ConfidenceInterval interval) {
    return new Interval(interval.level(), interval.lower(), interval.upper());
  }
}
