package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.learner.LearnerType.InvalidSettings;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every learner type on the class path, and settings in general. */
class LearnerTypesTest {

  private static final LearnerType<RandomForest> FOREST =
      LearnerType.of("forest", RandomForest.class, "a forest with few settings")
          .with(Setting.integer("trees", 10, 1, 100, "number of trees"), RandomForest::trees)
          .build(values -> RandomForest.DEFAULT.withTrees(values.get("trees")));

  static Stream<LearnerType<?>> types() {
    return LearnerTypes.installed().all().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void theDefaultsAreALearnerThatDescribesItself(LearnerType<?> type) {
    Learner learner = type.create(Map.of());
    assertThat(type.create(type.describe(learner))).isEqualTo(learner);
    assertThat(LearnerTypes.installed().of(learner).map(LearnerType::name)).contains(type.name());
    assertThat(type.label(learner)).hasToString(type.name());
  }

  @ParameterizedTest
  @MethodSource("types")
  void everySettingHasWords(LearnerType<?> type) {
    assertThat(type.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(type.settings())
        .allSatisfy(
            setting -> {
              assertThat(setting.name()).matches("[a-z0-9]+(_[a-z0-9]+)*");
              assertThat(setting.description()).isNotBlank();
              assertThat(setting.legal()).isNotBlank();
            });
  }

  @Test
  void aLabelNamesWhatDiffersFromTheDefaults() {
    assertThat(FOREST.label(FOREST.create(Map.of("trees", 3)))).hasToString("forest {trees: 3}");
  }

  @Test
  void allProblemsOfSettingsAreListed() {
    assertThatThrownBy(() -> FOREST.create(Map.of("trees", 0, "depth", 3)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "trees must be a whole number from 1 to 100, but was 0; depth is not a setting of"
                + " forest; legal: trees");
  }

  @Test
  void aMisspeltSettingIsToldWhatWasPerhapsMeant() {
    assertThatThrownBy(() -> FOREST.create(Map.of("tres", 3)))
        .hasMessage("tres is not a setting of forest; did you mean trees? legal: trees");
  }

  @Test
  void anUnknownNameHasNoType() {
    assertThat(LearnerTypes.installed().named("no-such-learner")).isEmpty();
  }
}
