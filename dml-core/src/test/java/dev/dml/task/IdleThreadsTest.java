package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.parallel.Help;
import dev.dml.random.Seed;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits that threads without a task help with have the bits of fits that nobody helps with. */
class IdleThreadsTest {

  /** Of which four fifths are fitted: enough for several threads to move them between leaves. */
  private static final int ROWS = 6_000;

  private static CausalData data() {
    return builder().build();
  }

  /** The same with a text of 12 levels, and a column of many values of which a tenth is missing. */
  private static CausalData withTextAndMissing() {
    RandomGenerator random = new Seed(18).generator();
    double[] gaps = new double[ROWS];
    double[][] levels = new double[12][ROWS];
    for (int row = 0; row < ROWS; row++) {
      gaps[row] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
      levels[random.nextInt(levels.length)][row] = 1;
    }
    List<Column> text = new ArrayList<>();
    for (double[] level : levels) {
      text.add(Column.of("text=" + text.size(), level));
    }
    return builder().covariate("gaps", gaps).oneHot(text).leaveMissing().build();
  }

  private static CausalDataBuilder builder() {
    RandomGenerator random = new Seed(17).generator();
    double[][] x = new double[21][ROWS];
    double[] y = new double[ROWS];
    double[] d = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (double[] column : x) {
        column[row] = random.nextGaussian();
      }
      x[20][row] = x[20][row] > 0 ? 1 : 0;
      d[row] = x[0][row] * x[1][row] + x[20][row] + random.nextGaussian();
      y[row] = d[row] + x[2][row] * x[2][row] + random.nextGaussian();
    }
    CausalDataBuilder data = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int column = 0; column < x.length; column++) {
      data.covariate("x" + column, x[column]);
    }
    return data;
  }

  private static Learner named(String type, Map<String, ?> settings) {
    return LearnerTypes.installed().named(type).orElseThrow().create(settings);
  }

  /** As many tasks as asked for, of a forest and of boosting by turns. */
  private static List<NuisanceTask> tasks(CausalData data, int count) {
    return tasks(
        data,
        count,
        List.of(
            named("random-forest", Map.of("trees", 15)),
            named("gradient-boosting", Map.of("rounds", 10)),
            named("gradient-boosting", Map.of("rounds", 10, "row_sample", 0.5))));
  }

  private static List<NuisanceTask> tasks(CausalData data, int count, List<Learner> learners) {
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst();
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TaskId id = new TaskId(0, 0, "ml_l", i);
      tasks.add(
          new NuisanceTask(
              id,
              nuisance,
              Target.MEAN,
              learners.get(i % learners.size()),
              new Split.Drawn(5, 42),
              List.of(),
              id.seed(1)));
    }
    return tasks;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void threadsWithoutATaskChangeNoBit(int threads) {
    changeNoBit(data(), threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void norDoTheyWhereTextsAndMissingValuesAreCut(int threads) {
    changeNoBit(withTextAndMissing(), threads);
  }

  private static void changeNoBit(CausalData data, int threads) {
    List<double[]> alone =
        tasks(data, 5).stream().map(task -> task.run(data).predictions()).toList();
    for (int count : new int[] {1, 2, 3, 5}) {
      List<NuisanceTask> tasks = tasks(data, count);
      double[][] helped = new double[count][];
      new LocalBackend(threads)
          .run(data, tasks, Sink.of(result -> helped[result.id().fold()] = result.predictions()));
      List<TaskOutcome> outcomes =
          new LocalBackend(threads)
              .outcomes(data, tasks, TimeLimit.none()).stream()
                  .map(outcome -> outcome.orElseThrow())
                  .toList();
      for (int i = 0; i < count; i++) {
        assertThat(helped[i]).as("task %d of %d", i, count).isEqualTo(alone.get(i));
        assertThat(outcomes.get(i))
            .isInstanceOfSatisfying(
                TaskOutcome.Done.class,
                done ->
                    assertThat(done.result().predictions()).isEqualTo(helped[done.id().fold()]));
      }
    }
  }

  /** The tasks wait for one pass over the data, which those who wait and who are free work at. */
  @ParameterizedTest
  @ValueSource(strings = {"linear-regression", "lasso"})
  void threadsThatShareAPassChangeNoBit(String type) {
    List<Learner> learners = List.of(named(type, Map.of()));
    for (int count : new int[] {1, 5}) {
      double[][] expected = new double[count][];
      for (int fold = 0; fold < count; fold++) {
        // Data of its own, which keep nothing that another task has left.
        CausalData own = data();
        expected[fold] = tasks(own, count, learners).get(fold).run(own).predictions();
      }
      for (int threads : new int[] {1, 2, 3, 8}) {
        CausalData data = data();
        double[][] shared = new double[count][];
        new LocalBackend(threads)
            .run(
                data,
                tasks(data, count, learners),
                Sink.of(result -> shared[result.id().fold()] = result.predictions()));
        assertThat(shared).as("%d tasks on %d threads", count, threads).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void aFailureInAHelpersPieceEndsTheRun() {
    CausalData data = data();
    Learner sharing =
        fit -> {
          CountDownLatch both = new CountDownLatch(2);
          Thread owner = Thread.currentThread();
          while (!Help.current().offered()) {
            Thread.onSpinWait();
          }
          Help.current().share(() -> failUnless(owner, both));
          return new double[fit.test().size()];
        };
    NuisanceTask task = tasks(data, 1).getFirst();
    NuisanceTask failing =
        new NuisanceTask(
            task.id(), task.nuisance(), task.target(), sharing, task.split(), List.of(), 1);
    assertThatThrownBy(() -> new LocalBackend(2).run(data, List.of(failing), Sink.of(_ -> {})))
        .isInstanceOf(TaskFailedException.class)
        .hasRootCauseInstanceOf(FitException.class)
        .hasRootCauseMessage("the piece failed");
  }

  /** Waits for both threads, so that each has a piece, and fails in that of the helper. */
  private static void failUnless(Thread owner, CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (Thread.currentThread() != owner) {
      throw new FitException("the piece failed");
    }
  }
}
