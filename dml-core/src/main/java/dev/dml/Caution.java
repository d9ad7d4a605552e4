package dev.dml;

import dev.dml.model.FirstStage;
import dev.dml.model.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a careful referee would ask about an effect, judged by the diagnostics of its repetitions.
 */
final class Caution {

  /** Above this share of clipped propensities the estimand is noticeably another one. */
  private static final double CLIPPED_SHARE = 0.05;

  private final TreatmentEffect effect;
  private final int observations;
  private final List<NuisanceQuality> nuisances;

  Caution(TreatmentEffect effect, int observations, List<NuisanceQuality> nuisances) {
    this.effect = effect;
    this.observations = observations;
    this.nuisances = nuisances;
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    nuisances.forEach(nuisance -> predictsWorseThanAConstant(nuisance, warnings));
    dependsOnTheSplit(warnings);
    overlaps(warnings);
    weakInstruments(warnings);
    return warnings;
  }

  private static void predictsWorseThanAConstant(NuisanceQuality nuisance, List<String> warnings) {
    if (nuisance.rmse() > nuisance.constantRmse()) {
      warnings.add(
          text(
              "%s (%s) predicts %s worse than a constant: RMSE %.4g against %.4g",
              nuisance.name(),
              nuisance.learner(),
              nuisance.response(),
              nuisance.rmse(),
              nuisance.constantRmse()));
    }
  }

  private void dependsOnTheSplit(List<String> warnings) {
    double relative = effect.splittingRelativeToStandardError();
    if (relative > 0.5) {
      warnings.add(
          text(
              "the estimate for %s depends on how the sample is split: its standard deviation"
                  + " between repetitions is %.2f standard errors",
              effect.treatment(), relative));
    }
  }

  private void overlaps(List<String> warnings) {
    Optional<Overlap> overlap = effect.overlap();
    if (overlap.isEmpty()) {
      return;
    }
    int clipped = overlap.get().clippedLow() + overlap.get().clippedHigh();
    double share = clipped / ((double) effect.overlaps().size() * observations);
    if (share > CLIPPED_SHARE) {
      warnings.add(
          text("%.1f %% of the propensities were clipped: the arms hardly overlap", 100 * share));
    }
    if (overlap.get().minimum() < 0 || overlap.get().maximum() > 1) {
      warnings.add(
          "some predicted propensities lie outside [0, 1]: a learner of probabilities would not do"
              + " that");
    }
  }

  private void weakInstruments(List<String> warnings) {
    double weakest = effect.weakestFirstStageF();
    if (weakest < FirstStage.WEAK) {
      warnings.add(
          text(
              "the instruments of %s are weak: the first-stage F is %.2f in the worst repetition,"
                  + " below %.0f",
              effect.treatment(), weakest, FirstStage.WEAK));
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
