package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.Lcg500Panel;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.example.Experiment;
import dev.dml.learner.Target;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import dev.dml.model.linear.PanelApproach;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinear.Score;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every causal model must do; a new one is added to {@link #models()}. */
public class CausalModelContractTest {

  /** One of each model and score. */
  public static Stream<CausalModel> models() {
    return Stream.of(
        PartiallyLinear.partiallingOut(),
        PartiallyLinear.ivType(),
        PartiallyLinearIv.partiallingOut(),
        PartiallyLinearIv.ivType(),
        new PredictedInstrument(PredictedInstrument.Partial.Z),
        new PredictedInstrument(PredictedInstrument.Partial.XZ),
        InteractiveRegression.of(Estimand.ATE),
        InteractiveRegression.of(Estimand.ATTE),
        InteractiveRegression.of(Estimand.ATU),
        InteractiveRegression.of(Estimand.ATO),
        InteractiveIv.late(),
        SampleSelection.of(Selection.MISSING_AT_RANDOM),
        SampleSelection.of(Selection.NON_IGNORABLE),
        AveragePotentialOutcomes.ofAllLevels(),
        TwoPeriods.of(Assignment.OBSERVATIONAL),
        TwoPeriods.of(Assignment.EXPERIMENTAL),
        StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL),
        StaggeredAdoption.of(Observed.PANEL, Assignment.EXPERIMENTAL),
        StaggeredAdoption.of(Observed.CROSS_SECTIONS, Assignment.OBSERVATIONAL),
        StaggeredAdoption.of(Observed.CROSS_SECTIONS, Assignment.EXPERIMENTAL),
        new PartiallyLinearPanel(PanelApproach.FD_EXACT, Score.PARTIALLING_OUT),
        new PartiallyLinearPanel(PanelApproach.WG_APPROX, Score.PARTIALLING_OUT),
        new PartiallyLinearPanel(PanelApproach.CRE_GENERAL, Score.IV_TYPE),
        new PartiallyLinearPanel(PanelApproach.CRE_NORMAL, Score.IV_TYPE));
  }

  static Stream<CausalModel> modelsAndExample() {
    return Stream.concat(models(), Stream.of(new Experiment(0.5)));
  }

  private static CausalData data(CausalModel model) {
    return model.observations(rows(model)).data();
  }

  private static CausalData rows(CausalModel model) {
    Lcg500 lcg = new Lcg500();
    if (model instanceof StaggeredAdoption staggered) {
      return Lcg500Panel.of(staggered.observed());
    }
    if (model instanceof PartiallyLinearPanel) {
      return Lcg500Panel.withUnitEffects();
    }
    CausalDataBuilder builder = lcg.builder().treatment("d", lcg.d);
    if (model instanceof SampleSelection) {
      builder.selected("s", lcg.selected());
    }
    if (model.learnsOnHalves()) {
      builder.instrument("dc", lcg.dc);
    }
    boolean instrumental =
        model instanceof PartiallyLinearIv
            || model instanceof PredictedInstrument
            || model instanceof InteractiveIv;
    return (instrumental ? builder.instrument("z", lcg.z) : builder).build();
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void itFindsNothingWrongWithFittingData(CausalModel model) {
    assertThat(model.problems(data(model), 0)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void everyNuisanceIsServedByASlotThatMayAskForItsTargets(CausalModel model) {
    CausalData data = data(model);
    for (Nuisance nuisance : model.on(data).nuisances(data, 0)) {
      Slot slot =
          model.slots(names(data.treatments()), names(data.instruments())).stream()
              .filter(candidate -> candidate.name().equals(nuisance.slot()))
              .findFirst()
              .orElseThrow();
      assertThat(slot.targets()).containsAnyElementsOf(nuisance.targets());
      if (!slot.parts().isEmpty()) {
        assertThat(slot.parts()).containsAnyOf(nuisance.name(), nuisance.kind());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void everySlotServesANuisance(CausalModel model) {
    CausalData data = data(model);
    List<String> served = new ArrayList<>();
    model.on(data).nuisances(data, 0).forEach(nuisance -> served.add(nuisance.slot()));
    assertThat(model.slots(names(data.treatments()), names(data.instruments())))
        .allSatisfy(slot -> assertThat(served).contains(slot.name()));
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void aBinaryVariableIsAskedForAsAProbabilityFirst(CausalModel model) {
    CausalData data = data(model);
    for (Nuisance nuisance : model.on(data).nuisances(data, 0)) {
      if (nuisance.response().isBinary(data)) {
        assertThat(nuisance.targets().getFirst()).isEqualTo(Target.PROBABILITY);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void whatANuisanceWaitsForGoesBeforeIt(CausalModel model) {
    CausalData data = data(model);
    Set<String> before = new HashSet<>();
    for (Nuisance nuisance : model.on(data).nuisances(data, 0)) {
      assertThat(before).containsAll(nuisance.awaited());
      before.add(nuisance.name());
    }
  }

  @ParameterizedTest
  @MethodSource("modelsAndExample")
  void theEffectOfTheTreatmentIsFoundInSimulatedData(CausalModel model) {
    DmlResult result = LinearNuisances.estimator(model).withRepetitions(3).estimate(rows(model));
    // The data were made with an effect of 1 of d itself and 0.5 of dc, which moves with the
    // instrument.
    TreatmentEffect effect = result.estimates().getLast();
    assertThat(effect.coefficient()).isBetween(0.5, 5.0);
    assertThat(effect.standardError()).isPositive().isLessThan(1);
    assertThat(effect.estimand()).contains("d").contains("y");
  }
}
