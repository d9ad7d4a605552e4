package dev.dml.caution;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.CandidateQuality;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import dev.dml.result.TuningTrial;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a careful referee would ask about an effect, judged by the diagnostics of its repetitions.
 */
public final class Caution {

  /** Above this share of propensities far out the estimand is noticeably another one. */
  private static final double FAR_OUT_SHARE = 0.05;

  /** Above this R2 or AUC a variable is known from the covariates but for a little. */
  private static final double ALMOST_ALL = 0.99;

  /** Below this effective size, normal approximation is not to be relied on. */
  private static final double LEAST_EFFECTIVE = 30;

  /** Above this share of its rows an arm is worth little for being small, not for its weights. */
  private static final double MOST_OF_AN_ARM = 0.8;

  private final TreatmentEffect effect;
  private final List<NuisanceQuality> nuisances;
  private final CausalData data;
  private final Features covariates;

  /** Judges an effect, the nuisances that it rests on, and their covariates. */
  public Caution(
      TreatmentEffect effect,
      List<NuisanceQuality> nuisances,
      CausalData data,
      Features covariates) {
    this.effect = effect;
    this.nuisances = nuisances;
    this.data = data;
    this.covariates = covariates;
  }

  /** Adds what is to be warned of. */
  public void warn(Warnings warnings) {
    nuisances.forEach(nuisance -> predicts(nuisance, warnings));
    dependsOnTheSplit(warnings);
    effect.overlap().ifPresent(overlap -> overlaps(overlap, warnings));
    effect.selection().ifPresent(selection -> new SelectionCaution(selection).warn(warnings));
    new InstrumentCaution(effect).warn(warnings);
  }

  private void predicts(NuisanceQuality nuisance, Warnings warnings) {
    for (CandidateQuality candidate : nuisance.candidates()) {
      if (candidate.failures() > 0) {
        warnings.add(
            nuisance.name(),
            "%s: %s failed in %d %s and was left out of the combination in those repetitions: %s",
            nuisance.name(),
            candidate.name(),
            candidate.failures(),
            candidate.failures() == 1 ? "fit" : "fits",
            candidate.failure().orElseThrow());
      }
      untried(nuisance, candidate, warnings);
    }
    if (isWorseThanConstant(nuisance)) {
      warnings.add(
          nuisance.name(),
          "%s (%s) predicts %s worse than a constant: RMSE %s against %s",
          nuisance.name(),
          nuisance.learner(),
          nuisance.response(),
          shown(nuisance.rmse()),
          shown(nuisance.constantRmse()));
    } else if (nuisance.r2() > ALMOST_ALL && !isToldApart(nuisance.response())) {
      warnings.add(
          nuisance.name(),
          "%s (%s) predicts %s almost exactly (1 - R2 = %.1e): is a covariate a copy of it, or"
              + " a consequence?",
          nuisance.name(),
          nuisance.learner(),
          nuisance.response(),
          1 - nuisance.r2());
    }
  }

  /** By digits that are shown; without covariates a constant is all that there is to learn. */
  private boolean isWorseThanConstant(NuisanceQuality nuisance) {
    return nuisance.rmse() > nuisance.constantRmse()
        && !shown(nuisance.rmse()).equals(shown(nuisance.constantRmse()))
        && !(covariates.columns().isEmpty() && data.instruments().isEmpty());
  }

  private static String shown(double rmse) {
    return String.format(Locale.ROOT, "%.4g", rmse);
  }

  private static void untried(
      NuisanceQuality nuisance, CandidateQuality candidate, Warnings warnings) {
    int fits = candidate.trials().stream().mapToInt(TuningTrial::chosen).sum();
    long cutOff = candidate.trials().stream().filter(trial -> trial.fits() < fits).count();
    if (candidate.isTimed() && cutOff > 0) {
      warnings.add(
          nuisance.name(),
          "%s: %d of %d settings were not tried in every fit, because tune_seconds were over:"
              + " another run may choose others, and give another estimate",
          nuisance.name(),
          cutOff,
          candidate.trials().size());
    }
  }

  private void dependsOnTheSplit(Warnings warnings) {
    double relative = effect.splittingRelativeToStandardError();
    if (relative > 0.5) {
      warnings.add(
          effect.name(),
          "the estimate for %s depends on how the sample is split: its standard deviation"
              + " between repetitions is %.2f standard errors",
          effect.name(),
          relative);
    }
  }

  /** Whether it is a variable whose arms have nothing in common, which is a warning of its own. */
  private boolean isToldApart(String variable) {
    return effect.overlap().filter(Caution::isToldApart).stream()
        .anyMatch(overlap -> overlap.variable().equals(variable));
  }

  private static boolean isToldApart(Overlap overlap) {
    return overlap.auc() > ALMOST_ALL;
  }

  private void overlaps(Overlap overlap, Warnings warnings) {
    Overlap.Range range = overlap.range();
    if (range.minimum() < 0 || range.maximum() > 1) {
      warnings.add(
          "some predicted propensities lie outside [0, 1]: a learner of probabilities would not do"
              + " that");
    }
    if (isToldApart(overlap)) {
      // Propensities far out and arms worth little follow from it.
      warnings.add(
          overlap.variable(),
          "the covariates tell the arms of %s apart (AUC %.4f; %.1f %% of the propensities lie"
              + " outside [0.05, 0.95]): there is hardly anyone to compare with; %s",
          overlap.variable(),
          overlap.auc(),
          100 * range.share(range.outside05()),
          copyOf(data.variable(overlap.variable()))
              .map(copy -> copy.name() + " is a copy of it")
              .orElse("is a covariate a copy of it, or a consequence?"));
      return;
    }
    overlap.trimmed().ifPresent(trimmed -> trims(overlap, trimmed, warnings));
    clipped(overlap, warnings);
    farOut(overlap, warnings);
    effectiveSize(overlap, 1, overlap.treated(), warnings);
    effectiveSize(overlap, 0, overlap.controls(), warnings);
  }

  /** A covariate that has one value in each arm of a 0/1 variable. */
  private Optional<Column> copyOf(Column variable) {
    return covariates.columns().stream()
        .filter(
            column -> {
              Set<Double> ones = new HashSet<>();
              Set<Double> zeros = new HashSet<>();
              for (int row = 0; row < variable.size() && ones.size() + zeros.size() < 3; row++) {
                (variable.get(row) == 1 ? ones : zeros).add(column.get(row));
              }
              return ones.size() == 1 && zeros.size() == 1;
            })
        .findFirst();
  }

  /** The effect is one of those that are left, which is another one if effects differ. */
  private void trims(Overlap overlap, Overlap.Trimmed trimmed, Warnings warnings) {
    double dropped = trimmed.below() + trimmed.above();
    if (dropped > 0) {
      warnings.add(
          overlap.variable(),
          "the effect is about those whose propensity of %s is from %.4f to %.4f: %.0f of %d"
              + " rows below and %.0f above were left out",
          overlap.variable(),
          trimmed.lower(),
          trimmed.upper(),
          trimmed.below(),
          data.rows(),
          trimmed.above());
    }
  }

  private void clipped(Overlap overlap, Warnings warnings) {
    Overlap.Range range = overlap.range();
    double clipped = range.share(range.clippedLow() + range.clippedHigh());
    if (clipped > FAR_OUT_SHARE) {
      say(
          warnings,
          overlap.variable(),
          "%.1f %% of the propensities of %s were clipped: those rows count less than their"
              + " inverse propensities say",
          100 * clipped,
          overlap.variable());
    }
  }

  /** Where nearly all rows are in one arm, propensities near that share are no lack of overlap. */
  private void farOut(Overlap overlap, Warnings warnings) {
    Overlap.Range range = overlap.range();
    double outside05 = range.share(range.outside05());
    double outside01 = range.share(range.outside01());
    double rarer = Math.min(overlap.share(), 1 - overlap.share());
    if (rarer >= Overlap.NEAR && outside05 > FAR_OUT_SHARE) {
      say(
          warnings,
          overlap.variable(),
          "%.1f %% of the propensities of %s lie outside [0.05, 0.95] and %.1f %% outside"
              + " [0.01, 0.99]: such rows have few to compare with",
          100 * outside05,
          overlap.variable(),
          100 * outside01);
    } else if (rarer < Overlap.NEAR && rarer >= Overlap.FAR && outside01 > FAR_OUT_SHARE) {
      say(
          warnings,
          overlap.variable(),
          "%.1f %% of the propensities of %s lie outside [0.01, 0.99], although its mean is"
              + " %.3f: such rows have few to compare with",
          100 * outside01,
          overlap.variable(),
          overlap.share());
    }
  }

  private void effectiveSize(Overlap overlap, int value, Overlap.Arm arm, Warnings warnings) {
    String name = overlap.variable() + " = " + value;
    String rows = effect.cell().isPresent() && data.panel().isPresent() ? "units" : "rows";
    double effective = Math.min(arm.rows(), arm.effective());
    if (arm.rows() < LEAST_EFFECTIVE) {
      say(warnings, name, "only %d %s have %s", arm.rows(), rows, name);
    } else if (effective < FAR_OUT_SHARE * arm.rows()
        || (effective < LEAST_EFFECTIVE && effective < MOST_OF_AN_ARM * arm.rows())) {
      say(
          warnings,
          name,
          "the %d %s with %s are worth %.1f when they stand for all: the propensities of many"
              + " others are near %d",
          arm.rows(),
          rows,
          name,
          effective,
          1 - value);
    }
  }

  /** Of groups in periods, each effect has units of its own to compare. */
  private void say(Warnings warnings, String subject, String format, Object... values) {
    if (effect.cell().isPresent()) {
      warnings.addOfOne(effect.name(), subject, format, values);
    } else {
      warnings.addOf(effect.name(), subject, format, values);
    }
  }
}
