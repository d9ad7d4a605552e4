package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.analysis.policy.PolicyTree;
import dev.dml.data.ColumnLabels;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EffectSheetsTest {

  private static DmlResult result() {
    Lcg500 lcg = new Lcg500();
    double[] late =
        IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> lcg.x1[row] > 0 ? 1 : 0).toArray();
    return LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE))
        .withPartitions(Lcg500.partitions(1))
        .withEffects(
            Heterogeneity.NONE
                .withGroups(List.of("high"))
                .withCurve(CurveQuestion.of(new SplineBasis("x1", 1, 0, 20, List.of(-0.5, 0.5))))
                .withPolicy(PolicyQuestion.by("x1", "high")))
        .estimate(
            lcg.builder()
                .treatment("d", lcg.d)
                .modifier("x1", lcg.x1)
                .modifier("high", late)
                .build());
  }

  private static Sheet sheet(String title) {
    return new EffectSheets(result().answers().effects(), ColumnLabels.NONE)
        .all().stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
  }

  /** The effects of the two groups are those of method.md: 1.4290 (0.1574) and 1.0957 (0.1658). */
  @Test
  void groupsHaveAJointInterval() {
    Sheet sheet = sheet("Effects by group");
    assertThat(sheet.columns())
        .extracting(Sheet.Heading::text)
        .containsExactly(
            "group", "rows", "effect", "std. error", "t", "p", "95 % interval", "joint");
    assertThat(sheet.rows().getLast()).startsWith("high=1").contains("1.429", "0.157");
    assertThat(sheet.rows().getFirst()).startsWith("high=0").contains("1.096", "0.166");
  }

  @Test
  void aCurveHasALineForEachPlace() {
    Sheet sheet = sheet("Effect of d along x1");
    assertThat(sheet.column(0)).containsExactly("-0.5000", "0.5000");
    assertThat(sheet.columns())
        .extracting(Sheet.Heading::text)
        .containsExactly("x1", "effect", "std. error", "95 % interval", "95 % band");
  }

  @Test
  void aTreeIsReadFromItsLeaves() {
    PolicyTree policy = result().answers().effects().policies().getFirst();
    Sheet sheet = sheet("Whom to treat with d");
    assertThat(sheet.rows()).hasSameSizeAs(policy.leaves());
    assertThat(sheet.column(1)).allMatch(List.of("treatment", "none")::contains);
    assertThat(sheet("What such trees are worth to rows they were not learnt from").column(0))
        .containsExactly("more than treating nobody", "more than treating everybody");
  }

  @Test
  void theSameInWords() {
    List<String> sentences =
        new EffectSheets(result().answers().effects(), ColumnLabels.NONE).sentences();
    assertThat(sentences).hasSize(3);
    assertThat(sentences.get(0))
        .startsWith(
            "d: if the effect were the same in every group, differences as large as these would"
                + " have the probability 0.14")
        .endsWith(" with 1 degree of freedom)");
    assertThat(sentences.get(1))
        .startsWith("d: if the effect were the same whatever x1, ")
        .endsWith("the band at all of them together");
    assertThat(sentences.get(2))
        .startsWith("d: a tree that is learnt from other rows gives ")
        .endsWith(", which is too much, because it was chosen for that");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TIDY", "GLANCE"})
  void everyReportHasThem(ReportFormat format) {
    String report = format.of(result());
    assertThat(report).contains(format == ReportFormat.JSON ? "joint_interval" : "1.4");
    assertThat(report)
        .contains(
            switch (format) {
              case JSON -> "policy_tree";
              case CSV -> "policy_over";
              case HTML -> "Whom to treat";
              default -> "What such trees are worth";
            });
  }

  @Test
  void csvHasALineForEach() {
    List<String> lines = ReportFormat.CSV.of(result()).lines().toList();
    // The header, the effect, two groups, two places, and two actions for all.
    assertThat(lines).hasSize(8);
    assertThat(lines.getFirst())
        .contains("group", "group_rows", "joint_lower", "along", "at", "policy_over");
  }
}
