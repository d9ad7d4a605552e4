package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterFoldsTest {

  private static final int ROWS = 2000;
  private static final int FOLDS = 5;

  private final RandomGenerator random = new Seed(3).generator();

  /** 103 clusters, whose sizes follow a geometric law, and a second dimension of 40. */
  private final double[] first =
      rows(() -> Math.min(102, (int) (30 * -StrictMath.log(random.nextDouble()))));

  private final double[] second = rows(() -> random.nextInt(40));
  private final int[] strata =
      IntStream.range(0, ROWS).map(row -> random.nextDouble() < 0.1 ? 1 : 0).toArray();

  private static double[] rows(IntSupplier cluster) {
    return IntStream.range(0, ROWS).mapToDouble(row -> cluster.getAsInt()).toArray();
  }

  private static Map<Double, Set<Integer>> foldsOfClusters(double[] clusters, int[] folds) {
    Map<Double, Set<Integer>> ofCluster = new HashMap<>();
    for (int row = 0; row < ROWS; row++) {
      ofCluster.computeIfAbsent(clusters[row], any -> new HashSet<>()).add(folds[row]);
    }
    return ofCluster;
  }

  @Test
  void noClusterIsInTwoFoldsAndTheirNumbersDifferByAtMostOne() {
    Partition partition = Partition.draw(List.of(first), strata, FOLDS, 42, 0);
    Map<Double, Set<Integer>> folds = foldsOfClusters(first, partition.folds(0));
    assertThat(folds.values()).allMatch(of -> of.size() == 1);
    int[] clusters = new int[FOLDS];
    folds.values().forEach(of -> clusters[of.iterator().next()]++);
    assertThat(Arrays.stream(clusters).max().orElseThrow())
        .isLessThanOrEqualTo(Arrays.stream(clusters).min().orElseThrow() + 1);
  }

  /**
   * Clusters that are dealt without a look at their size differ much more: with about 100 of sizes
   * with s.d. 20, the rows of a fold of 20 have an s.d. of 90 around 400.
   */
  @Test
  void foldsHaveAboutAsManyRowsAndAsManyOfEachStratum() {
    for (int repetition = 0; repetition < 20; repetition++) {
      Partition partition = Partition.draw(List.of(first), strata, FOLDS, 42, repetition);
      for (int fold = 0; fold < FOLDS; fold++) {
        Rows test = partition.test(fold);
        assertThat(test.size()).isBetween(400 - 60, 400 + 60);
        assertThat(test.filter(row -> strata[row] == 1).size()).isBetween(40 - 20, 40 + 20);
      }
    }
  }

  @Test
  void repetitionsDiffer() {
    assertThat(Partition.draw(List.of(first), strata, FOLDS, 42, 0).folds(0))
        .isNotEqualTo(Partition.draw(List.of(first), strata, FOLDS, 42, 1).folds(0));
  }

  @Test
  void inTwoDimensionsTrainingRowsShareNoClusterWithThePredictedOnes() {
    Partition partition = Partition.draw(List.of(first, second), strata, FOLDS, 42, 0);
    assertThat(partition.folds()).isEqualTo(FOLDS * FOLDS);
    assertThat(foldsOfClusters(first, partition.folds(0)).values()).allMatch(f -> f.size() == 1);
    assertThat(foldsOfClusters(second, partition.folds(1)).values()).allMatch(f -> f.size() == 1);
    int[] ones = new int[FOLDS * FOLDS];
    for (int fold = 0; fold < partition.folds(); fold++) {
      Rows train = partition.train(fold);
      Rows test = partition.test(fold);
      Set<Double> trainedFirst = values(first, train);
      Set<Double> trainedSecond = values(second, train);
      trainedFirst.retainAll(values(first, test));
      trainedSecond.retainAll(values(second, test));
      assertThat(trainedFirst).isEmpty();
      assertThat(trainedSecond).isEmpty();
      ones[fold] = test.size();
    }
    int[] outside = partition.outside(ones);
    for (int fold = 0; fold < partition.folds(); fold++) {
      assertThat(outside[fold]).isEqualTo(partition.train(fold).size());
    }
  }

  private static Set<Double> values(double[] of, Rows rows) {
    Set<Double> values = new HashSet<>();
    for (int row : rows.toArray()) {
      values.add(of[row]);
    }
    return values;
  }
}
