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
import dev.dml.data.Column;
import dev.dml.data.CovariateChoice;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void covariatesLeftOutAreAllColumnsWithoutAnotherRole() {
    CausalData data =
        table(
                numbers("z", 1, 0, 1, 0),
                Y,
                numbers("educ", 9, 9, 9, 8),
                D,
                numbers("age", 40, 20, 30, 40))
            .causalData(
                new Roles("wage", List.of("training"), List.of("z"), Optional.empty()),
                MissingPolicy.ERROR);
    assertThat(names(data)).containsExactly("educ", "age");
    assertThat(data.preparation().covariates())
        .isEqualTo(new CovariateChoice(List.of("educ", "age"), true, Map.of()));
  }

  @Test
  void clustersAreNumberedAsTheyOccurAndWeightsAndModifiersAreNoCovariates() {
    Roles roles =
        new Roles("wage", List.of("training"), List.of(), Optional.empty())
            .withSampling(
                new Roles.Sampling(
                    List.of("firm", "year"),
                    Optional.of("w"),
                    Optional.of("share"),
                    Optional.empty()))
            .withModifiers(List.of("sector", "educ"));
    CausalData data =
        table(
                Y,
                D,
                texts("firm", "b", "a", "b", "c"),
                numbers("year", 1999, 1998, 1998, 1999),
                numbers("w", 1, 2, 0.5, 4),
                numbers("share", 0.5, 1, 1, 2),
                texts("sector", "x", "y", "x", "y"),
                numbers("educ", 9, 9, 9, 8))
            .causalData(roles, MissingPolicy.ERROR);
    assertThat(data.clusters().get(0).toArray()).containsExactly(0, 1, 0, 2);
    assertThat(data.clusters().get(1).toArray()).containsExactly(0, 1, 1, 0);
    assertThat(data.weights().orElseThrow().toArray()).containsExactly(1, 2, 0.5, 4);
    assertThat(data.estimandWeights().orElseThrow().toArray()).containsExactly(0.5, 1, 1, 2);
    assertThat(data.modifiers())
        .extracting(Column::name)
        .containsExactly("sector=x", "sector=y", "educ");
    assertThat(names(data)).containsExactly("sector=x", "sector=y", "educ");
  }

  @Test
  void columnsThatNumberTheRowsAreNoCovariatesUnlessTheyAreNamed() {
    Table table =
        table(
            Y,
            D,
            numbers("Unnamed: 0", 7, 7, 7, 7),
            numbers("__index_level_0__", 5, 3, 4, 1),
            numbers("id", 0, 1, 2, 3),
            numbers("row", 1, 2, 5, 7),
            numbers("year", 1, 2, 5, 8),
            numbers("half", 1, 1.5, 2, 3),
            numbers("age", 40, 20, 30, 40));
    CovariateChoice choice =
        table
            .causalData(
                new Roles("wage", List.of("training"), List.of(), Optional.empty()),
                MissingPolicy.ERROR)
            .preparation()
            .covariates();
    assertThat(choice.used()).containsExactly("year", "half", "age");
    assertThat(choice.leftOut())
        .containsExactly(
            Map.entry("Unnamed: 0", "its name is that of stored row numbers"),
            Map.entry("__index_level_0__", "its name is that of stored row numbers"),
            Map.entry("id", "it numbers the rows"),
            Map.entry("row", "it numbers the rows"));
    assertThat(names(table.causalData(roles("id"), MissingPolicy.ERROR))).containsExactly("id");
  }

  @Test
  void whatIsTakenByDefaultIsAWarningThatNamesIt() {
    CausalData data =
        table(Y, D, numbers("id", 1, 2, 3, 4), numbers("age", 4, 2, 3, 4), numbers("e", 1, 1, 1, 2))
            .causalData(
                new Roles("wage", List.of("training"), List.of(), Optional.empty()),
                MissingPolicy.ERROR);
    assertThat(data.preparation().covariates().warning())
        .contains(
            "no covariates were named, so all 2 columns without another role are covariates: age"
                + " and e; id is not, because it numbers the rows; name the covariates, and none"
                + " that the treatment may have changed");
    assertThat(
            table(Y, D, X)
                .causalData(roles(), MissingPolicy.ERROR)
                .preparation()
                .covariates()
                .warning())
        .isEmpty();
  }

  @Test
  void columnsNotNamedAreLeftOutForThat() {
    assertThat(
            table(Y, D, X, REGION)
                .causalData(roles(), MissingPolicy.ERROR)
                .preparation()
                .covariates())
        .isEqualTo(
            new CovariateChoice(
                List.of(),
                false,
                Map.of("age", "not named as a covariate", "region", "not named as a covariate")));
  }

  @Test
  void columnsAreSharedNotCopied() {
    Table table = table(Y, D);
    CausalData data = table.causalData(roles(), MissingPolicy.ERROR);
    assertThat(data.outcome()).isSameAs(table.numbers("wage"));
  }

  @Test
  void textCovariatesBecomeOneColumnPerLevelWithTheFirstAsReference() {
    CausalData data =
        table(Y, D, texts("region", "west", "east", "north", "west"))
            .causalData(roles("region"), MissingPolicy.ERROR);
    assertThat(names(data)).containsExactly("region=east", "region=north", "region=west");
    assertThat(data.covariates().column(2).toArray()).containsExactly(1, 0, 0, 1);
    assertThat(data.covariates().withoutReferenceLevels().columns())
        .extracting(Column::name)
        .containsExactly("region=north", "region=west");
    assertThat(data.preparation().encodings())
        .containsExactly(new Preparation.Encoding("region", List.of("east", "north", "west")));
  }

  @Test
  void dropLeavesOutTheRowsWithAMissingCovariate() {
    CausalData data = table(Y, D, X, REGION).causalData(roles("age", "region"), MissingPolicy.DROP);
    assertThat(data.outcome().toArray()).containsExactly(1, 4);
    assertThat(data.treatments().getFirst().toArray()).containsExactly(0, 1);
    // East is gone with its only row, so that it is no level of these data.
    assertThat(names(data)).containsExactly("age", "region=north", "region=west");
    assertThat(data.preparation())
        .isEqualTo(
            new Preparation(
                Rows.of(0, 3),
                4,
                MissingPolicy.DROP,
                Map.of("age", 1, "region", 1),
                List.of(new Preparation.Encoding("region", List.of("north", "west"))),
                new CovariateChoice(List.of("age", "region"), false, Map.of()),
                List.of(),
                Map.of()));
    assertThat(data.preparation().rowsDropped()).isEqualTo(2);
  }

  @Test
  void dropIgnoresColumnsWithoutRole() {
    CausalData data = table(Y, D, X, REGION).causalData(roles("region"), MissingPolicy.DROP);
    assertThat(data.preparation().kept()).isEqualTo(Rows.of(0, 1, 3));
  }

  @Test
  void imputationKeepsMissingNumbersForTheFoldsAndGivesMissingTextsAColumn() {
    CausalData data =
        table(Y, D, X, REGION).causalData(roles("age", "region"), MissingPolicy.IMPUTE_INDICATOR);
    assertThat(data.covariates().column(0).toArray()).containsExactly(30, NA, 50, 60);
    assertThat(names(data))
        .containsExactly("age", "region=east", "region=north", "region=west", "region is missing");
    assertThat(data.covariates().column(4).toArray()).containsExactly(0, 0, 1, 0);
    assertThat(data.covariates().columns().subList(1, 4))
        .allSatisfy(level -> assertThat(level.get(2)).isZero());
    assertThat(data.preparation().missingByColumn())
        .containsExactly(Map.entry("age", 1), Map.entry("region", 1));
  }

  @Test
  void aLongListOfColumnsIsCut() {
    List<TableColumn> many = new ArrayList<>();
    IntStream.rangeClosed(1, 32).forEach(i -> many.add(numbers("column" + i, 1)));
    assertThatThrownBy(() -> Table.of(1, many).numbers("z"))
        .hasMessage(
            "no column is named z; there are: "
                + String.join(
                    ", ", IntStream.rangeClosed(1, 30).mapToObj(i -> "column" + i).toList())
                + " and 2 more");
  }

  @Test
  void aTextColumnIsNotNumbers() {
    assertThatThrownBy(() -> table(Y, REGION).numbers("region"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("column region must hold numbers, but holds texts, first \"west\" in line 2");
  }

  @Test
  void equalDataHaveEqualDigestsWhateverElseIsInTheTable() {
    String alone = table(Y, D).causalData(roles(), MissingPolicy.ERROR).digest();
    String among = table(X, D, Y).causalData(roles(), MissingPolicy.ERROR).digest();
    assertThat(among).isEqualTo(alone);
  }

  private static List<String> names(CausalData data) {
    return data.covariates().columns().stream().map(Column::name).toList();
  }
}
