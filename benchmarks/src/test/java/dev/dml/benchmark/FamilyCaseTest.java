package dev.dml.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.analysis.policy.PolicyNode;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.GroupPeriod;
import dev.dml.random.Seed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FamilyCaseTest {

  /** Of two data sets all intervals or none cover, or a share between. */
  @Test
  void everyFamilyHasItsRows() {
    assertThat(FamilyCase.all().stream().flatMap(each -> each.measure(2, 1).stream()))
        .allSatisfy(row -> assertThat(row.coverage()).isBetween(0.0, 1.0))
        .extracting(Coverage.Row::design)
        .containsExactlyInAnyOrder(
            "PLR, 30 clusters",
            "PLR, 40 clusters",
            "PLR, 60 clusters",
            "APO, levels and contrasts",
            "APO, levels and contrasts joint",
            "IRM, effects of four groups",
            "IRM, effects of four groups joint",
            "IRM, value of the tree shown",
            "IRM, value of the best tree",
            "DID, effects by group and period",
            "DID, effects by group and period joint",
            "DID, event study",
            "DID, event study joint",
            "DID, overall effect");
  }

  /** Of a quarter of a normal distribution the mean is 4 (density at its ends) by parts. */
  @Test
  void truthsOfGroupsAndTreesAreThoseOfTheDesign() {
    DescribedDesign design = new DescribedDesign(200_000, 0.5);
    CausalData data = design.draw(new Seed(3));
    Column x1 = data.covariates().column(0);
    Column fourth = data.modifiers().get(3);
    double sum = 0;
    double worth = 0;
    for (int row = 0; row < data.rows(); row++) {
      sum += fourth.get(row) * (0.5 + x1.get(row));
      worth += x1.get(row) > -0.2 ? (0.5 + x1.get(row)) / data.rows() : 0;
    }
    // Five standard errors: the effects have a standard deviation of 0.5 in a group, 0.8 of a tree.
    assertThat(sum / IntStream.range(0, data.rows()).mapToDouble(fourth::get).sum())
        .isCloseTo(DescribedDesign.effectOfGroup(3, 0.5), within(0.012));
    PolicyNode tree =
        new PolicyNode.Question(x1, -0.2, new PolicyNode.Leaf(0), new PolicyNode.Leaf(1));
    assertThat(worth).isCloseTo(DescribedDesign.value(tree, 0.5), within(0.01));
    assertThat(DescribedDesign.bestValue(0.5)).isGreaterThan(DescribedDesign.value(tree, 0.5));
  }

  /** The first group is treated for one period in period 3, and has chosen so by a small x1. */
  @Test
  void effectsOfGroupsInPeriodsGrowWithExposure() {
    assertThat(
            List.of(
                StaggeredDesign.effect(new GroupPeriod(3, 2, 3)),
                StaggeredDesign.effect(new GroupPeriod(3, 2, 5)),
                StaggeredDesign.effect(new GroupPeriod(5, 2, 3))))
        .containsExactly(1 - 0.02256, 3 * (1 - 0.02256), 0.0);
  }
}
