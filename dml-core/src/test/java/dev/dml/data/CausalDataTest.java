package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CausalDataTest {

  private static CausalDataBuilder builder() {
    return CausalData.builder().outcome("y", 1, 2, 3).treatment("d", 0, 1, 1);
  }

  private static void refused(CausalDataBuilder builder, String... problems) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInput.class)
        .hasMessage(String.join("\n", problems));
  }

  @Test
  void theOtherTreatmentsAreFeaturesOfEach() {
    CausalData data = builder().treatment("e", 5, 6, 7).covariate("x", 8, 9, 9).build();
    assertThat(data.features(0).columns()).extracting(Column::name).containsExactly("x", "e");
    assertThat(data.features(1).columns()).extracting(Column::name).containsExactly("x", "d");
    assertThat(data.covariates().columns()).extracting(Column::name).containsExactly("x");
  }

  @Test
  void outcomeAndTreatmentAreNeeded() {
    refused(CausalData.builder(), "an outcome is missing", "a treatment is missing");
  }

  @Test
  void allProblemsAreListed() {
    refused(
        builder().covariate("y", 1, 2).instrument("z", 1, Double.NaN, 0),
        "all columns must have the same number of rows, but there are [3, 2]",
        "two columns are named y; every name must be used once",
        "column z must hold finite numbers, but is NaN in row 2");
  }

  @Test
  void zeroRowsAreRefused() {
    refused(
        CausalData.builder().outcome("y").treatment("d"),
        "the data have 0 rows; at least 2 are needed");
  }

  @Test
  void missingCovariatesArePermittedOnlyIfTheyAreToBeImputed() {
    refused(
        builder().covariate("x", 1, Double.NaN, 3),
        "column x must hold finite numbers, but is NaN in row 2");
    CausalData data = builder().covariate("x", 1, Double.NaN, 3).imputeMissing().build();
    assertThat(data.covariates().hasMissing()).isTrue();
    assertThat(data.preparation().missing()).isEqualTo(MissingPolicy.IMPUTE_INDICATOR);
  }

  @Test
  void infiniteCovariatesAreAlwaysRefused() {
    refused(
        builder().covariate("x", 1, Double.NEGATIVE_INFINITY, 3).imputeMissing(),
        "column x must hold finite numbers, but is -Infinity in row 2");
  }

  @Test
  void anUnknownVariableIsNamedWithTheKnownOnes() {
    CausalData data = builder().covariate("x", 1, 2, 3).build();
    assertThatThrownBy(() -> data.variable("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no outcome, treatment or instrument is named x; there are: y, d");
  }

  @Test
  void theDigestDependsOnEveryNameRoleAndValue() {
    String digest = builder().covariate("x", 1, 2, 3).build().digest();
    assertThat(digest).hasSize(64).isEqualTo(builder().covariate("x", 1, 2, 3).build().digest());
    assertThat(builder().covariate("X", 1, 2, 3).build().digest()).isNotEqualTo(digest);
    assertThat(builder().covariate("x", 1, 2, 4).build().digest()).isNotEqualTo(digest);
    assertThat(builder().instrument("x", 1, 2, 3).build().digest()).isNotEqualTo(digest);
  }
}
