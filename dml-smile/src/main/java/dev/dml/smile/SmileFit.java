package dev.dml.smile;

import dev.dml.learner.FitException;
import dev.dml.learner.Target;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import smile.math.MathEx;

/** The rules that every fit of a Smile model obeys. */
final class SmileFit {

  private SmileFit() {}

  /**
   * Fits a model and predicts, on one worker whose random numbers start from the seed; where there
   * is nothing to learn, predicts the mean without the model.
   *
   * @throws FitException if Smile fails, or predicts something that is not a finite number
   */
  static double[] predict(String learner, Sample sample, long seed, Supplier<double[]> model) {
    if (sample.isTrivial()) {
      return sample.inUnitOfData(sample.meanPrediction());
    }
    double[] predictions;
    try {
      predictions =
          OneThread.call(
              () -> {
                MathEx.setSeed(seed);
                return model.get();
              });
    } catch (FitException | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FitException(
          "%s could not be fitted to %s: %s".formatted(learner, shape(sample), e.getMessage()), e);
    }
    for (double prediction : predictions) {
      if (!Double.isFinite(prediction)) {
        throw new FitException(
            "%s was fitted to %s and predicts %s; regularise it more or use another learner"
                .formatted(learner, shape(sample), prediction));
      }
    }
    return sample.inUnitOfData(predictions);
  }

  /** Refuses a target that a learner does not support. */
  static void requireTarget(String learner, Target supported, Target asked) {
    if (asked != supported) {
      throw new IllegalArgumentException(
          learner + " predicts a " + text(supported) + ", but was asked for a " + text(asked));
    }
  }

  /**
   * Refuses more training rows than a learner can work with.
   *
   * @param reason what grows with the rows, as the beginning of the sentence
   * @throws FitException if there are more than {@code maximum}
   */
  static void requireAtMost(int maximum, Sample sample, String learner, String reason) {
    if (sample.size() > maximum) {
      throw new FitException(
          "%s %s, so it takes at most %d training rows, but there are %d; use another learner"
              .formatted(learner, reason, maximum, sample.size()));
    }
  }

  private static String shape(Sample sample) {
    return sample.size() + " rows x " + sample.width() + " features";
  }

  private static String text(Target target) {
    return switch (target) {
      case MEAN -> "mean";
      case PROBABILITY -> "probability";
    };
  }
}
