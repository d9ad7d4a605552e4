package dev.dml.result;

import dev.dml.inference.ConfidenceSet;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.inference.Magnitude;
import dev.dml.inference.Median;
import dev.dml.model.FirstStage;
import dev.dml.model.GroupPeriod;
import dev.dml.model.Level;
import dev.dml.model.propensity.Overlap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The estimated effect of one treatment.
 *
 * @param treatment the name of the treatment
 * @param level the level of the treatment whose potential outcome it is, if it is one
 * @param cell the group and period whose effect it is, if it is one
 * @param estimand what the coefficient is, in words
 * @param inference the aggregate over the repetitions
 * @param repetitions the estimate of every repetition, in order
 * @param overlaps the overlap of the arms in every repetition; empty for a model or treatment
 *     without propensities
 * @param selections how likely rows are to be selected, in every repetition; empty for a model
 *     without selection
 * @param firstStages the strength of the instruments in every repetition; empty for a model without
 *     instruments
 * @param robustSet the confidence set that holds however weak the instruments are; empty for a
 *     model without instruments, and for treatments that are estimated jointly
 */
public record TreatmentEffect(
    String treatment,
    Optional<Level> level,
    Optional<GroupPeriod> cell,
    String estimand,
    Inference inference,
    List<Estimate> repetitions,
    List<Overlap> overlaps,
    List<Overlap> selections,
    List<FirstStage> firstStages,
    Optional<ConfidenceSet> robustSet) {

  /** Copies. */
  public TreatmentEffect {
    repetitions = List.copyOf(repetitions);
    overlaps = List.copyOf(overlaps);
    selections = List.copyOf(selections);
    firstStages = List.copyOf(firstStages);
  }

  /** An effect without selection. */
  public TreatmentEffect(
      String treatment,
      Optional<Level> level,
      Optional<GroupPeriod> cell,
      String estimand,
      Inference inference,
      List<Estimate> repetitions,
      List<Overlap> overlaps,
      List<FirstStage> firstStages,
      Optional<ConfidenceSet> robustSet) {
    this(
        treatment,
        level,
        cell,
        estimand,
        inference,
        repetitions,
        overlaps,
        List.of(),
        firstStages,
        robustSet);
  }

  /**
   * The treatment, with the level where there is one, or the group and period: {@code d}, {@code
   * plan = free}, {@code ATT(2004, 2006) since 2003}.
   */
  public String name() {
    if (cell.isPresent()) {
      return cell.get().name();
    }
    return level.map(at -> treatment + " = " + at.name()).orElse(treatment);
  }

  /** The aggregated coefficient. */
  public double coefficient() {
    return inference.coefficient();
  }

  /** The standard error of the aggregated coefficient. */
  public double standardError() {
    return inference.standardError();
  }

  /**
   * The standard deviation of the coefficients between the repetitions: how much the answer depends
   * on the random split.
   *
   * @return with divisor R &minus; 1; {@code NaN} for one repetition
   */
  public double splittingDeviation() {
    double[] coefficients = repetitions.stream().mapToDouble(Estimate::coefficient).toArray();
    Magnitude unit = Magnitude.of(coefficients);
    double[] reduced = unit.reduced(coefficients);
    double mean = Arrays.stream(reduced).sum() / reduced.length;
    double squares = Arrays.stream(reduced).map(r -> (r - mean) * (r - mean)).sum();
    return unit.restored(Math.sqrt(squares / (reduced.length - 1)));
  }

  /** {@link #splittingDeviation()} divided by the standard error. */
  public double splittingRelativeToStandardError() {
    return splittingDeviation() / standardError();
  }

  /** How the arms overlap in all repetitions together; see {@link Overlap#across}. */
  public Optional<Overlap> overlap() {
    return Overlap.across(overlaps);
  }

  /** How likely rows are to be selected, in all repetitions together. */
  public Optional<Overlap> selection() {
    return Overlap.across(selections);
  }

  /** The median over the repetitions of the first-stage F; {@code NaN} without instruments. */
  public double medianFirstStageF() {
    return Median.of(firstStages.stream().mapToDouble(FirstStage::f).toArray());
  }

  /** The smallest first-stage F of all repetitions; {@code NaN} without instruments. */
  public double weakestFirstStageF() {
    return firstStages.stream().mapToDouble(FirstStage::f).min().orElse(Double.NaN);
  }
}
