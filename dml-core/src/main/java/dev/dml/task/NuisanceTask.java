package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.inference.CompensatedSum;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.FitTime;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.spare.Help;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The unit of work: fits the learner of one nuisance outside one fold and predicts inside it.
 *
 * <p>It is a pure function of the data, small whatever their size, and the same method wherever it
 * runs.
 *
 * @param id its name, which fixes treatment, repetition and fold
 * @param nuisance what is learnt
 * @param target whether the learner is asked for a mean or a probability
 * @param learner the learner with its settings
 * @param split where the partition comes from
 * @param stratifyBy the variables by which drawn folds are stratified
 * @param seed the source of the learner's randomness
 */
public record NuisanceTask(
    TaskId id,
    Nuisance nuisance,
    Target target,
    Learner learner,
    Split split,
    List<String> stratifyBy,
    long seed) {

  /** Copies. */
  public NuisanceTask {
    stratifyBy = List.copyOf(stratifyBy);
  }

  /**
   * Fits and predicts.
   *
   * @throws FitException if the learner cannot be fitted, or predicts something that is not a
   *     finite number (for a probability: a number from 0 to 1)
   */
  public TaskResult run(CausalData data) {
    Help help = Help.current();
    LongSupplier clock = () -> CpuClock.now() + help.nanos();
    FitTime time = new FitTime(clock);
    long started = clock.getAsLong();
    Partition partition = split.partition(data, stratifyBy, id.repetition());
    Rows test = partition.test(id.fold());
    Rows train = nuisance.among(data, partition.train(id.fold()));
    Features x = data.features(id.treatment()).imputed(train);
    double[] y = nuisance.response().values(data);
    double[] predictions =
        time.during(() -> learner.fitPredict(new Fit(x, y, train, test, target, seed)));
    check(predictions, test);
    CompensatedSum sum = new CompensatedSum();
    train.forEachBlock(y, sum::add);
    double trainingMean = sum.value() / train.size();
    long spent = clock.getAsLong() - started + time.elsewhereNanos();
    return new TaskResult(id, predictions, trainingMean, spent, time.predictNanos());
  }

  private void check(double[] predictions, Rows test) {
    if (predictions.length != test.size()) {
      throw new FitException(
          "the learner predicted " + predictions.length + " of " + test.size() + " rows");
    }
    for (int i = 0; i < predictions.length; i++) {
      double prediction = predictions[i];
      boolean legal =
          target == Target.PROBABILITY
              ? prediction >= 0 && prediction <= 1
              : Double.isFinite(prediction);
      if (!legal) {
        throw new FitException(
            "the learner predicted "
                + prediction
                + " for row "
                + (test.get(i) + 1)
                + (target == Target.PROBABILITY
                    ? "; a probability is from 0 to 1"
                    : "; a mean is a finite number"));
      }
    }
  }
}
