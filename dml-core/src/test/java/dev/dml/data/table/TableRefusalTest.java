package dev.dml.data.table;

import static dev.dml.data.table.Tables.D;
import static dev.dml.data.table.Tables.NA;
import static dev.dml.data.table.Tables.REGION;
import static dev.dml.data.table.Tables.X;
import static dev.dml.data.table.Tables.Y;
import static dev.dml.data.table.Tables.numbers;
import static dev.dml.data.table.Tables.roles;
import static dev.dml.data.table.Tables.table;
import static dev.dml.data.table.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a table refuses to make a data set of. */
class TableRefusalTest {

  @Test
  void whatClustersWeightsAndModifiersLackIsSaidTogether() {
    Roles roles =
        new Roles("wage", List.of("training"), List.of(), Optional.of(List.of()))
            .withSampling(
                new Roles.Sampling(
                    List.of("region"), Optional.of("w"), Optional.empty(), Optional.empty()))
            .withModifiers(List.of("age", "sector"));
    assertThatThrownBy(
            () ->
                table(Y, D, REGION, X, numbers("w", 1, -2, 1, 1))
                    .causalData(roles, MissingPolicy.ERROR))
        .isInstanceOf(InvalidInput.class)
        .extracting(problem -> ((InvalidInput) problem).problems())
        .isEqualTo(
            List.of(
                "cluster region is missing in row 3; it must be known in every row",
                "weight w is 0 or negative in row 2; a sampling weight is above 0: leave out rows"
                    + " that stand for nobody, with data.query: SELECT * FROM data WHERE \"w\" > 0",
                "column age is missing in row 2; it must be known in every row",
                "effects: no column is named sector; there are: wage, training, region, age, w"));
  }

  @Test
  void dropThatLeavesNothingIsRefused() {
    assertRefused(
        table(Y, D, numbers("age", NA, NA, NA, NA)),
        roles("age"),
        MissingPolicy.DROP,
        "a covariate is missing in every one of 4 rows, so that dropping these rows leaves none");
  }

  @Test
  void missingCovariatesAreRefusedByDefault() {
    assertRefused(
        table(Y, D, X, REGION),
        roles("age", "region"),
        MissingPolicy.ERROR,
        "covariates are missing in 2 of 4 rows: age (1), region (1); complete them, or choose"
            + " what to do about them: drop (leave these rows out), impute-indicator (fill in the"
            + " mean and add an indicator) or native (leave them to forests and boosting, and fill"
            + " them in for other learners)");
  }

  @Test
  void missingAndInfiniteVariablesAreRefusedWithTheirRows() {
    double infinity = Double.POSITIVE_INFINITY;
    assertRefused(
        table(
            numbers("wage", NA, 1, NA, NA, NA, NA, NA),
            numbers("training", 0, 1, 0, 1, 1, NA, 0),
            numbers("z", 1, 2, 3, -infinity, 5, infinity, 7),
            numbers("age", 1, 2, 3, 4, 5, 6, infinity)),
        new Roles("wage", List.of("training"), List.of("z"), Optional.of(List.of("age"))),
        MissingPolicy.DROP,
        "outcome wage is missing in 6 rows, first 1, 3, 4, 5 and 6; it must be known in every row",
        "treatment training is missing in row 6; it must be known in every row",
        "instrument z is infinite in 2 rows: 4 and 6; every value must be finite",
        "covariate age is infinite in row 7; every value must be finite");
  }

  /** Row 1 was not selected. */
  @Test
  void anOutcomeMayBeMissingWhereARowWasNotSelectedAndOnlyThere() {
    Roles roles =
        new Roles("wage", List.of("training"), List.of(), Optional.empty()).withSelected("s");
    CausalData data =
        table(numbers("wage", NA, 1, 5, 2), D, numbers("s", 0, 1, 0, 1), numbers("x", 2, 1, 4, 3))
            .causalData(roles, MissingPolicy.ERROR);
    assertThat(data.outcome().toArray()).containsExactly(0, 1, 0, 2);
    assertThat(data.selected().orElseThrow().toArray()).containsExactly(0, 1, 0, 1);
    assertThat(data.preparation().covariates().used()).containsExactly("x");
    assertRefused(
        table(numbers("wage", NA, NA, 5, NA), D, numbers("s", 0, 1, 0, 1)),
        roles,
        MissingPolicy.ERROR,
        "outcome wage is missing in 2 rows: 2 and 4; it must be known in every row in which s is"
            + " not 0");
    assertRefused(
        table(Y, D, numbers("s", 0, NA, 0, 1)),
        roles,
        MissingPolicy.ERROR,
        "selected s is missing in row 2; it must be known in every row");
  }

  @Test
  void textsInAVariableAreRefused() {
    assertRefused(
        table(REGION, D, X),
        new Roles("region", List.of("training"), List.of(), Optional.of(List.of())),
        MissingPolicy.ERROR,
        "outcome region must hold numbers, but holds texts, first \"west\" in line 2");
  }

  private static final TableColumn PLANS = texts("training", "pay", "free", "half", "free");

  @Test
  void aTreatmentOfSeveralTextsIsForLevels() {
    assertRefused(
        table(Y, PLANS),
        roles(),
        MissingPolicy.ERROR,
        "treatment training must hold numbers, but holds texts, first \"pay\" in line 2; the model"
            + " apo takes texts, as levels");
    CausalData data =
        table(Y, PLANS).causalData(roles().withTreatmentLevels(), MissingPolicy.ERROR);
    assertThat(data.treatments().getFirst().toArray()).containsExactly(2, 0, 1, 0);
    assertThat(data.treatmentLevels("training")).contains(List.of("free", "half", "pay"));
  }

  @Test
  void aTextThatIsMissingInATreatmentIsAnError() {
    assertRefused(
        table(Y, texts("training", "pay", null, "half", "free")),
        roles().withTreatmentLevels(),
        MissingPolicy.DROP,
        "treatment training is missing in row 2; it must be known in every row");
  }

  @Test
  void aTreatmentOfTwoTextsIsRefusedWithTheQueryThatMakesItBinary() {
    assertRefused(
        table(Y, texts("training", "no", "Yes", "no", "no")),
        roles(),
        MissingPolicy.ERROR,
        "treatment training must hold numbers, but holds texts, first \"no\" in line 2; make 0 and"
            + " 1 of them with a query, such as SELECT * REPLACE ((\"training\" ="
            + " 'Yes')::INTEGER AS \"training\") FROM data");
    assertRefused(
        table(Y, texts("training", "a'b", "c", "c", "c")),
        roles(),
        MissingPolicy.ERROR,
        "treatment training must hold numbers, but holds texts, first \"a'b\" in line 2; make 0"
            + " and 1 of them with a query, such as SELECT * REPLACE ((\"training\" ="
            + " 'c')::INTEGER AS \"training\") FROM data");
  }

  @Test
  void unusableColumnsAreRefusedOnlyWhenTheyHaveARole() {
    TableColumn born = new TableColumn.Unusable("born", 4, "holds dates");
    assertThat(table(Y, D, born).causalData(roles(), MissingPolicy.ERROR).covariates().columns())
        .isEmpty();
    assertRefused(
        table(Y, D, born),
        roles("born"),
        MissingPolicy.ERROR,
        "covariate born cannot be used: it holds dates");
    assertRefused(
        table(Y, D, born),
        new Roles("wage", List.of("training"), List.of(), Optional.empty()),
        MissingPolicy.ERROR,
        "covariate born cannot be used: it holds dates; to leave it out, list the covariates");
    assertRefused(
        table(Y, D, born),
        new Roles("born", List.of("training"), List.of(), Optional.of(List.of())),
        MissingPolicy.ERROR,
        "outcome born cannot be used: it holds dates");
  }

  @Test
  void unknownColumnsAndColumnsWithTwoRolesAreReportedTogether() {
    assertRefused(
        table(Y, D, X),
        new Roles(
            "wages",
            List.of("training", "zzz"),
            List.of("training"),
            Optional.of(List.of("Age", "training", "age", "age"))),
        MissingPolicy.DROP,
        "outcome: no column is named wages; did you mean wage? there are: wage, training, age",
        "treatment: no column is named zzz",
        "column training is both treatment and instrument; a column can have one role",
        "covariate: no column is named Age; did you mean age?",
        "column training is both treatment and covariate; a column can have one role",
        "column age is named twice as covariate; a column can have one role");
  }

  @Test
  void columnsWithoutTheBracketsOfAListAreExplained() {
    assertRefused(
        table(Y, D, X),
        new Roles("wage", List.of("training"), List.of(), Optional.of(List.of("age, training"))),
        MissingPolicy.DROP,
        "covariate: no column is named age, training; several are a list: [age, training]; there"
            + " are: wage, training, age");
  }

  private static void assertRefused(
      Table table, Roles roles, MissingPolicy policy, String... problems) {
    assertThatThrownBy(() -> table.causalData(roles, policy))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(String.join("\n", problems));
  }
}
