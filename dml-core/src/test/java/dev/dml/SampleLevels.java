package dev.dml;

import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.DescribedEffects;
import dev.dml.inference.Aggregation;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.model.Level;
import dev.dml.result.Answers;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.ReachedPrecision;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.StoppingRule;
import java.util.List;
import java.util.Optional;

/** What is estimated of levels of a treatment and their contrasts, with made-up numbers. */
public final class SampleLevels {

  private SampleLevels() {}

  /** Two levels of a treatment of texts, their contrast, and what is said of all three together. */
  public static DmlResult result() {
    TreatmentEffect free = outcome("free", 0, new Estimate(2.5, 0.05), new Estimate(2.52, 0.0505));
    TreatmentEffect pay =
        outcome("pay & wait", 1, new Estimate(1.75, 0.04), new Estimate(1.76, 0.041));
    TreatmentEffect difference =
        SampleResults.effect(
            "plan",
            "average effect of plan = pay & wait instead of plan = free",
            List.of(new Estimate(-0.75, 0.0625), new Estimate(-0.76, 0.063)),
            List.of(),
            List.of());
    JointIntervals joint =
        new JointIntervals(
            new MultiplierBootstrap(1000, Multiplier.WILD),
            2.375,
            List.of(
                new ConfidenceInterval(0.95, 2.38, 2.64),
                new ConfidenceInterval(0.95, 1.655, 1.855),
                new ConfidenceInterval(0.95, -0.905, -0.605)),
            List.of(0.001, 0.001, 0.0125),
            List.of(0.0, 0.0, 0.0115),
            List.of(1e-300, 3e-300, 2.5e-30),
            List.of(3e-300, 6e-300, 7.5e-30));
    DmlResult plain = SampleResults.plain();
    return new DmlResult(
        "apo",
        "apo",
        Aggregation.MEDIAN_SPREAD,
        plain.observations(),
        plain.folds(),
        plain.seed(),
        List.of(free, pay),
        List.of(),
        List.of(),
        plain.preparation(),
        plain.dataDigest(),
        List.of(),
        List.of(),
        Optional.empty(),
        new Answers(
            List.of(new EffectContrast(pay, free, difference)),
            Optional.of(joint),
            DescribedEffects.NONE,
            List.of(),
            Optional.of(
                new ReachedPrecision(
                    new StoppingRule(0.05, 2, 200), 2, Optional.of(2), List.of(0.03125, 0.0125)))),
        plain.run(),
        Optional.empty());
  }

  private static TreatmentEffect outcome(String level, int code, Estimate... repetitions) {
    TreatmentEffect effect =
        SampleResults.effect(
            "plan",
            "average of y if plan were " + level + " for everybody",
            List.of(repetitions),
            List.of(),
            List.of());
    return new TreatmentEffect(
        effect.treatment(),
        Optional.of(new Level(code, Optional.of(level))),
        Optional.empty(),
        effect.estimand(),
        effect.inference(),
        effect.repetitions(),
        effect.overlaps(),
        effect.firstStages(),
        Optional.empty());
  }
}
