package dev.dml;

import static dev.dml.UnfittedEstimation.NEVER;
import static dev.dml.UnfittedEstimation.never;
import static dev.dml.UnfittedEstimation.refused;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.tree.forest.FeatureSampling;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Partition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything that can be known to be wrong is said before the first fit, all together. */
class PreflightTest {

  private final Lcg500 lcg = new Lcg500();

  @Test
  void learnersThatAreMissingUnknownOrUnsuitableAreListedTogether() {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(InteractiveRegression.of(Estimand.ATE))
            .withLearner("ml_l", NEVER)
            .withLearner("ml_m", new LinearRegression());
    assertThatThrownBy(() -> estimator.estimate(lcg.binary()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageMatching(
            "learners\\.ml_g: is missing; irm needs a learner for it\n"
                + "learners\\.ml_l: irm has no such nuisance; legal: ml_g, ml_g0, ml_g1, ml_m\n"
                + "learners\\.ml_m: linear-regression cannot predict a probability, which ml_m of"
                + " irm is; legal: .*logistic-regression.*");
  }

  @Test
  void aLearnerOfProbabilitiesCannotServeAContinuousOutcome() {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", LinearNuisances.logistic())
            .withLearner("ml_m", NEVER);
    assertThatThrownBy(() -> estimator.estimate(lcg.binary()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(
            "learners.ml_l: logistic-regression cannot predict the mean of y; legal: ")
        .hasMessageContaining("linear-regression");
  }

  @Test
  void moreFoldsThanRowsAreRefused() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m").withFolds(501),
        lcg.continuous(),
        "folds: must be from 2 to the number of observations, 500, but was 501");
  }

  @Test
  void partitionsOfAnotherLengthAreRefused() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m")
            .withPartitions(List.of(Partition.of(0, 1, 0))),
        lcg.continuous(),
        "partitions: they have 3 rows, but the data have 500");
  }

  /** 500 rows in 3 drawn folds of 167, 167 and 166. */
  @Test
  void drawnTrainingSetsThatAreTooSmallAreListed() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_m")
            .withLearner("ml_l", new Demanding(334))
            .withFolds(3)
            .withRepetitions(1),
        lcg.continuous(),
        "folds: ml_l of treatment dc has fewer rows to train on than the 334 that"
            + " Demanding[leastRows=334] needs in 2 of 3 training sets, the first in repetition 0,"
            + " fold 0; take another number of folds, or a learner that needs fewer rows");
  }

  /** Needs many rows. */
  private record Demanding(int leastRows) implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      throw new AssertionError("nothing is to be fitted");
    }
  }

  /** Row 0 alone is treated, so no training set outside its fold, number 0, has a treated row. */
  @Test
  void trainingSetsWithoutBothArmsAreListedTogether() {
    double[] oneTreated = new double[Lcg500.ROWS];
    oneTreated[0] = 1;
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m")
            .withPartitions(Lcg500.partitions(2)),
        lcg.builder().treatment("d", oneTreated).build(),
        "folds: ml_g1 (d = 1) of treatment d has fewer rows to train on than the 2 that never needs"
            + " in 10 of 10 training sets, the first in repetition 0, fold 0; take another number"
            + " of folds, or a learner that needs fewer rows",
        "folds: ml_m of treatment d has no row to train on in which d is 1, of which a probability"
            + " is learnt in 2 of 10 training sets, the first in repetition 0, fold 0; take another"
            + " number of folds, more rows, or a forest or boosting with single_class: allow");
  }

  /**
   * A rare 0/1 outcome: its two ones are among the treated of fold 1, so that in one of five
   * training sets of that arm there is none.
   */
  @Test
  void aRareOutcomeNamesTheWayOut() {
    double[] rare = new double[Lcg500.ROWS];
    int left = 2;
    for (int row = 0; row < rare.length; row++) {
      boolean one = left > 0 && lcg.d[row] == 1 && Lcg500.partition(1).fold(row) == 1;
      rare[row] = one ? 1 : 0;
      left -= one ? 1 : 0;
    }
    for (int row = 0; row < rare.length; row++) {
      rare[row] = lcg.d[row] == 0 ? row % 2 : rare[row];
    }
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m")
            .withPartitions(Lcg500.partitions(1)),
        CausalData.builder()
            .outcome("y", rare)
            .treatment("d", lcg.d)
            .covariate("x1", lcg.x1)
            .build(),
        "folds: ml_g1 (d = 1) of treatment d has no row to train on in which y is 1, of which a"
            + " probability is learnt in 1 of 5 training sets, the first in repetition 0, fold 1;"
            + " take another number of folds, a learner of means such as linear-regression, or a"
            + " forest or boosting with single_class: allow");
  }

  /** Three covariates, of which no cut can be sought among four. */
  @Test
  void moreColumnsForACutThanThereAreAreRefused() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_m")
            .withLearner("ml_l", RandomForest.DEFAULT.withFeatures(new FeatureSampling.Count(4))),
        lcg.continuous(),
        "learners.ml_l.features: must be from 1 to 3, the covariates, but was 4");
  }

  /** Four treated rows in two folds: two of them to train on, too few for five inner folds. */
  @Test
  void aTrainingSetTooSmallForInnerFoldsIsListed() {
    double[] fewTreated = new double[Lcg500.ROWS];
    for (int i = 0; i < 4; i++) {
      fewTreated[i] = 1;
    }
    int[] folds = IntStream.range(0, Lcg500.ROWS).map(i -> i % 2).toArray();
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_m")
            .withLearner("ml_g", Lasso.DEFAULT)
            .withPartitions(List.of(Partition.of(folds))),
        lcg.builder().treatment("d", fewTreated).build(),
        "folds: ml_g1 (d = 1) of treatment d has fewer rows to train on than the 5 that lasso needs"
            + " in 2 of 2 training sets, the first in repetition 0, fold 0; take another number of"
            + " folds, or a learner that needs fewer rows");
  }

  @Test
  void aLearnerThatLacksSomethingIsRefusedWhereItWouldRun() {
    Learner heavy =
        new Learner() {
          @Override
          public double[] fitPredict(Fit fit) {
            throw new AssertionError("nothing is fitted");
          }

          @Override
          public Optional<String> lack() {
            return Optional.of("heavy needs a library");
          }
        };
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(PartiallyLinear.ivType())
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", heavy)
            .withLearner("ml_g", heavy);
    refused(
        estimator,
        lcg.continuous(),
        "learners.ml_m: heavy needs a library",
        "learners.ml_g: heavy needs a library");
  }

  @Test
  void givenPredictionsAreChecked() {
    double[] half = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> 0.5).toArray();
    double[] two = half.clone();
    two[7] = 2;
    refused(
        DoubleMachineLearning.of(InteractiveRegression.of(Estimand.ATE))
            .withRepetitions(2)
            .withPredictions(
                List.of(
                    Column.of("ml_g0.rep0.treat0", half),
                    Column.of("ml_g0.rep1.treat0", 1, 2),
                    Column.of("ml_g1.rep0.treat0", half),
                    Column.of("ml_m.rep0.treat0", two),
                    Column.of("ml_m.rep1.treat0", half),
                    Column.of("ml_m.rep2.treat0", half))),
        lcg.binary(),
        "predictions: column ml_g0.rep1.treat0 has 2 rows, but the data have 500",
        "predictions: column ml_g1.rep1.treat0 is missing",
        "predictions: column ml_m.rep0.treat0 must hold probabilities from 0 to 1, but is 2.0 in"
            + " row 8",
        "predictions: column ml_m.rep2.treat0 must be named NUISANCE.repREP.treatT with NUISANCE"
            + " one of ml_g0, ml_g1, ml_m, REP from 0 to 1 and T from 0 to 0");
  }

  @Test
  void settingsOutOfRangeAreRefusedAtOnce() {
    DoubleMachineLearning estimator = never(PartiallyLinear.partiallingOut());
    assertThatThrownBy(() -> estimator.withFolds(1))
        .hasMessage("folds must be at least 2, but was 1");
    assertThatThrownBy(() -> estimator.withRepetitions(0))
        .hasMessage("repetitions must be at least 1, but was 0");
    assertThatThrownBy(() -> estimator.withConfidenceLevel(1))
        .hasMessage("confidence level must be between 0 and 1, but was 1.0");
  }

  private static double[] clusters(int number) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> row % number).toArray();
  }

  @Test
  void fewerThanTwoClustersForAFoldAreRefused() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m"),
        lcg.builder()
            .treatment("d", lcg.d)
            .cluster("firm", clusters(9))
            .cluster("year", clusters(3))
            .build(),
        "folds: must be from 2 to 4, so that every fold has at least 2 of the 9 clusters of firm,"
            + " but was 5",
        "clusters: there must be at least 4, 2 for each of 2 folds, but year has 3");
  }

  @Test
  void givenFoldsThatDivideAClusterAreRefused() {
    int[] folds = IntStream.range(0, Lcg500.ROWS).map(row -> row / 250).toArray();
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m")
            .withPartitions(List.of(Partition.of(folds))),
        lcg.builder().treatment("d", lcg.d).cluster("firm", clusters(50)).build(),
        "partitions: in repetition 1 a cluster of firm is in two folds: the rows of a cluster must"
            + " be in one fold, but row 251 is in fold 1 and an earlier one of its cluster in fold"
            + " 0");
  }
}
