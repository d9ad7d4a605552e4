package dev.dml.benchmark.peers.trial;

import dev.dml.DoubleMachineLearning;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import dev.dml.task.LocalBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The fits of a work in this process: by the estimator itself where the work is an estimation and
 * all of its folds are wanted, otherwise learner by learner.
 */
public interface CrossFitting {

  /**
   * Fits and predicts.
   *
   * @return the predictions of all rows, repetition by repetition and within it target by target;
   *     {@code NaN} in a fold that was left out
   */
  double[][] run(int threads) throws ExecutionException, InterruptedException;

  /** Reads the data. */
  static CrossFitting of(WorkFolder folder, Program program, int repetitions, int folds)
      throws IOException {
    Work work = folder.work();
    Learner learner = program.learner(work);
    List<Partition> partitions = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      partitions.add(folder.partition(work, repetition));
    }
    if (work.estimation() && folds == work.folds()) {
      return new Estimation(data(folder, work), learner, partitions);
    }
    List<double[]> targets = new ArrayList<>();
    for (String target : work.targets()) {
      targets.add(folder.target(work, target));
    }
    return new Fits(
        features(folder, work),
        targets,
        learner,
        work.probability() ? Target.PROBABILITY : Target.MEAN,
        partitions,
        folds);
  }

  /** The covariates of a work. */
  static Features features(WorkFolder folder, Work work) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < work.columns(); j++) {
      columns.add(Column.of("x" + (j + 1), folder.covariate(work, j)));
    }
    return Features.of(work.rows(), columns);
  }

  private static CausalData data(WorkFolder folder, Work work) throws IOException {
    CausalDataBuilder builder =
        CausalData.builder()
            .outcome("y", folder.target(work, "y"))
            .treatment("d", folder.target(work, "d"));
    for (int j = 0; j < work.columns(); j++) {
      builder.covariate("x" + (j + 1), folder.covariate(work, j));
    }
    return builder.build();
  }

  /** Partially linear regression with given partitions. */
  record Estimation(CausalData data, Learner learner, List<Partition> partitions)
      implements CrossFitting {

    @Override
    public double[][] run(int threads) {
      DmlResult result =
          DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
              .withLearner("ml_l", learner)
              .withLearner("ml_m", learner)
              .withPartitions(partitions)
              .withPredictionsKept()
              .withBackend(new LocalBackend(threads))
              .estimate(data);
      List<double[]> predictions = new ArrayList<>();
      for (int repetition = 0; repetition < partitions.size(); repetition++) {
        for (String nuisance : List.of("ml_l", "ml_m")) {
          predictions.add(column(result, nuisance + ".rep" + repetition + ".treat0").toArray());
        }
      }
      return predictions.toArray(double[][]::new);
    }

    private static Column column(DmlResult result, String name) {
      return result.predictions().stream()
          .filter(column -> column.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Each fit by a call of the learner, some at a time. */
  record Fits(
      Features x,
      List<double[]> targets,
      Learner learner,
      Target target,
      List<Partition> partitions,
      int folds)
      implements CrossFitting {

    @Override
    public double[][] run(int threads) throws ExecutionException, InterruptedException {
      List<double[]> predictions = new ArrayList<>();
      List<Fit> fits = new ArrayList<>();
      List<double[]> outOfFold = new ArrayList<>();
      for (Partition partition : partitions) {
        Block block = Block.of(partition);
        for (double[] y : targets) {
          predictions.add(WorkFolder.missing(x.rows()));
          for (int fold = 0; fold < folds; fold++) {
            fits.add(Fit.outside(block.fold(0, fold), x, y, target, fits.size()));
            outOfFold.add(predictions.getLast());
          }
        }
      }
      Function<Fit, double[]> together =
          learner instanceof SharingLearner sharing ? sharing.share(fits) : learner::fitPredict;
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        List<Future<?>> pending = new ArrayList<>();
        for (int k = 0; k < fits.size(); k++) {
          Fit fit = fits.get(k);
          double[] into = outOfFold.get(k);
          pending.add(pool.submit(() -> put(together.apply(fit), fit.test(), into)));
        }
        for (Future<?> one : pending) {
          one.get();
        }
      }
      return predictions.toArray(double[][]::new);
    }

    /** Folds share no rows, so threads never write to the same place. */
    private static void put(double[] predicted, Rows test, double[] outOfFold) {
      for (int i = 0; i < predicted.length; i++) {
        outOfFold[test.get(i)] = predicted[i];
      }
    }
  }
}
