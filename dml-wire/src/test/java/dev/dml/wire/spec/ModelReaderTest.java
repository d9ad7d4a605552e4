package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Roles;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.BasePeriod;
import dev.dml.model.did.ControlGroup;
import dev.dml.model.did.GroupShares;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.model.propensity.Propensity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelReaderTest {

  @ParameterizedTest
  @MethodSource("dev.dml.model.CausalModelContractTest#models")
  void aSpecCanNameEveryModel(CausalModel model, @TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("spec.yaml"),
            "data: {file: d.csv, outcome: y, " + treatment(model) + "}\n" + "predictions: p.csv\n");
    List<String> names =
        new ArrayList<>(List.of("model=" + model.name(), "score=" + model.scoreName()));
    if (model instanceof PredictedInstrument instrument) {
      names.add("partial=" + instrument.partial().name().toLowerCase(Locale.ROOT));
    }
    if (model instanceof PartiallyLinearPanel panel) {
      names.add("approach=" + panel.approach().specName());
    }
    assertThat(Spec.read(file, names).model()).isEqualTo(model);
  }

  private static void assertRefused(String text, Path directory, String problem)
      throws IOException {
    Path file = Files.writeString(directory.resolve("spec.yaml"), text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(problem);
  }

  @Test
  void groupsInPeriodsHaveTheirOptions(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("spec.yaml"),
            """
            data: {file: d.csv, outcome: y, unit: u, time: t, cohort: g}
            model: did
            control_group: not-yet-treated
            anticipation: 1
            base_period: universal
            group_shares: estimated
            in_sample_normalization: false
            predictions: p.csv
            """);
    Spec spec = Spec.read(file, List.of());
    assertThat(spec.model())
        .isEqualTo(
            StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL)
                .withRule(new ScoreRule(Assignment.OBSERVATIONAL, Propensity.DEFAULT, false))
                .withControls(ControlGroup.NOT_YET_TREATED)
                .withAnticipation(1)
                .withBasePeriod(BasePeriod.UNIVERSAL)
                .withShares(GroupShares.ESTIMATED));
    assertThat(spec.data().roles().periods()).contains(new Roles.Periods("t", Optional.of("u")));
  }

  @Test
  void aCohortWithoutUnitsIsRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, time: t, cohort: g}
        model: did
        predictions: p.csv
        """,
        directory,
        "data.unit: is missing; did needs the unit of each row, or rows that are units without time"
            + " and cohort; other units in every period are did-cross-section");
  }

  @Test
  void periodsUnderAModelWithoutThemAreRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d, time: t}
        model: plr
        predictions: p.csv
        """,
        directory,
        "data.time: has no effect under plr, only under did, did-cross-section and panel-plr");
  }

  @Test
  void aPanelWithUnitEffectsNeedsUnitAndTime(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("spec.yaml"),
            """
            data: {file: d.csv, outcome: y, treatment: d, cohort: g}
            model: panel-plr
            approach: fe
            predictions: p.csv
            """);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            refused ->
                assertThat(refused.problems())
                    .containsExactly(
                        "data.cohort: takes the place of treatment, but both are there: g and d",
                        "data.cohort: has no effect under panel-plr, only under did and"
                            + " did-cross-section",
                        "data.time: is missing; panel-plr needs the period of each row",
                        "data.unit: is missing; panel-plr needs the unit of each row",
                        "approach: must be one of fd-exact, wg-approx, cre-general, cre-normal, but"
                            + " was fe"));
  }

  @Test
  void anApproachUnderAModelWithoutUnitsIsRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        approach: fd-exact
        predictions: p.csv
        """,
        directory,
        "approach: has no effect under plr, only under panel-plr");
  }

  @Test
  void optionsOfCohortsWithoutThemAreRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: did
        base_period: all
        predictions: p.csv
        """,
        directory,
        "base_period: has no effect without data.unit, data.time and data.cohort");
  }

  @Test
  void theNormalisationOfPropensitiesIsSaidElsewhere(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: did
        propensity: {normalize: true}
        predictions: p.csv
        """,
        directory,
        "propensity.normalize: has no effect under difference in differences;"
            + " in_sample_normalization says it there");
  }

  @Test
  void anUnknownPartialIsRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}
        model: pliv
        partial: zx
        predictions: p.csv
        """,
        directory,
        "partial: must be one of x, z, xz, but was zx");
  }

  @Test
  void theScoreOfIvTypeTakesCovariatesOutAlone(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}
        model: pliv
        score: iv-type
        partial: xz
        predictions: p.csv
        """,
        directory,
        "partial: must be x with the score iv-type, but was xz");
  }

  @Test
  void onlyInstrumentsArePartialledOut(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        partial: x
        predictions: p.csv
        """,
        directory,
        "partial: has no effect under plr, only under pliv");
  }

  private static String treatment(CausalModel model) {
    if (model instanceof PartiallyLinearPanel) {
      return "unit: u, time: t, treatment: d";
    }
    return model instanceof StaggeredAdoption staggered
        ? (staggered.observed() == Observed.PANEL ? "unit: u, " : "") + "time: t, cohort: g"
        : "treatment: d, instruments: [z]" + (model.name().equals("ssm") ? ", selected: s" : "");
  }
}
