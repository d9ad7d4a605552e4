package dev.dml.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a process does before AWS makes the snapshot of which all environments are copies: fits of
 * every learner on made-up data, through the whole way of a request, so that its classes are loaded
 * and its code is compiled when the first request comes.
 *
 * <p>It has a function, a store and credentials of its own, all of which are gone afterwards. What
 * goes wrong here is printed and has no other effect.
 */
final class Priming {

  private static final int ROWS = 2000;
  private static final int COVARIATES = 10;
  private static final int FOLDS = 2;
  private static final long SEED = 1;

  /** AWS allows 130 seconds before a snapshot. */
  private static final Duration MOST = Duration.ofMinutes(1);

  private final Duration ofEach;
  private final CausalData data = data();
  private final Split split = new Split.Drawn(FOLDS, SEED);

  /**
   * A priming that has not begun.
   *
   * @param ofEach how long each learner is used, one batch at least
   */
  Priming(Duration ofEach) {
    this.ofEach = ofEach;
  }

  /** Primes this process, if it is one of which AWS makes a snapshot. */
  static void beforeSnapshot(Map<String, String> variables) {
    if (ExecutionEnvironment.isCopied(variables)) {
      new Priming(Duration.ofSeconds(2)).run();
    }
  }

  /** Uses each learner. */
  void run() {
    try (PrimingBucket bucket = new PrimingBucket()) {
      trust();
      Inputs.of(data, split).put(bucket.within(), data);
      Memory memory = Memory.ofThisProcess();
      NuisanceFunction function =
          new NuisanceFunction(
              bucket.store(), DataCache.of(memory), memory, ExecutionEnvironment.named("priming"));
      long began = System.nanoTime();
      for (LearnerType<?> type : LearnerTypes.installed().all()) {
        if (System.nanoTime() - began < MOST.toNanos()) {
          use(type, function);
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError e) {
      LambdaRuntime.getLogger().log("priming ended early: " + e);
    }
  }

  /** Reads the certificates that this machine trusts, which the JDK keeps. */
  private static void trust() throws GeneralSecurityException {
    @Nullable KeyStore usual = null;
    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).init(usual);
  }

  private void use(LearnerType<?> type, NuisanceFunction function) {
    Learner learner = type.create(Map.of());
    long began = System.nanoTime();
    try {
      for (int repetition = 0;
          repetition == 0 || System.nanoTime() - began < ofEach.toNanos();
          repetition++) {
        byte[] request = batch(learner, repetition).write();
        function.answer(request, TimeLimit.none()).write();
      }
    } catch (RuntimeException | LinkageError e) {
      LambdaRuntime.getLogger().log("priming left " + type + " out: " + e);
    }
  }

  private TaskBatch batch(Learner learner, int repetition) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data, 0)) {
      boolean treatment = nuisance.name().equals("ml_m");
      Target target = treatment ? Target.PROBABILITY : Target.MEAN;
      if (!learner.supports(target)) {
        target = treatment ? Target.MEAN : Target.PROBABILITY;
      }
      if (target == Target.PROBABILITY && !treatment) {
        continue; // the outcome is no class
      }
      for (int fold = 0; fold < FOLDS; fold++) {
        TaskId id = new TaskId(0, repetition, nuisance.name(), fold);
        tasks.add(new NuisanceTask(id, nuisance, target, learner, split, List.of(), id.seed(SEED)));
      }
    }
    return new TaskBatch(Inputs.of(data, split), "runs/priming/results/", 1_000_000, tasks);
  }

  /** A linear outcome, a treatment that is 0 or 1, and covariates that all matter a little. */
  private static CausalData data() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] x = new double[COVARIATES][ROWS];
    double[] d = new double[ROWS];
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      for (double[] column : x) {
        column[row] = random.nextGaussian();
        sum += column[row] / COVARIATES;
      }
      d[row] = sum + random.nextGaussian() > 0 ? 1 : 0;
      y[row] = sum + d[row] + random.nextGaussian();
    }
    CausalDataBuilder builder = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int column = 0; column < COVARIATES; column++) {
      builder.covariate("x" + column, x[column]);
    }
    return builder.build();
  }
}
