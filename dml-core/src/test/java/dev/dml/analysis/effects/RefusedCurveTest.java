package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves that the data do not allow. */
class RefusedCurveTest extends Curves {

  private void refused(CurveBasis basis, String... sentences) {
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), basis)
                    .estimate(data().modifier("step", column(row -> row % 3)).build()))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(sentences));
  }

  @Test
  void aCollinearBasisIsRefused() {
    refused(
        basis("one", "x1", "shifted"),
        "effects.curve.basis: shifted is a combination of the columns before it, one, x1; leave it"
            + " out");
  }

  @Test
  void placesThatAreNotOfTheBasisAreRefused() {
    refused(
        new GivenBasis(List.of("one", "x1"), List.of(List.of(1.0))),
        "effects.curve.at: place 1 must have a number for each of the 2 columns, one, x1, but has"
            + " 1");
  }

  @Test
  void tooFewValuesForTheCurveAreRefused() {
    refused(
        SplineBasis.along("step"),
        "effects.curve: degree 3 with 1 knot makes 5 functions, which the 3 different values of"
            + " step cannot tell apart; lower degree or knots");
    refused(
        SplineBasis.along("one"),
        "effects.curve.column: one is 1.0 in every row, so there is no curve");
  }

  @Test
  void knotsThatCoincideAreLeftOutWithAWarning() {
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), new SplineBasis("step", 1, 4, 20, List.of()))
            .estimate(data().modifier("step", column(row -> row % 3)).build());
    assertThat(result.warnings())
        .contains(
            "effects.curve: of 4 knots at quantiles of step only 1 differ from each other and from"
                + " its ends, and these were used");
  }

  @Test
  void placesOutsideTheColumnAreRefused() {
    double most = Arrays.stream(lcg.x1).max().orElseThrow();
    double least = Arrays.stream(lcg.x1).min().orElseThrow();
    refused(
        new SplineBasis("x1", 3, 4, 20, List.of(0.0, 99.0)),
        "effects.curve.at: must be from "
            + least
            + " to "
            + most
            + ", between which x1 lies, but was 99.0");
  }

  @Test
  void textsHaveNoCurve() {
    CausalData data = data().modifier(Column.of("region=west", column(row -> row % 2))).build();
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("region"))
                    .estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "effects.curve.column: region must be a column of numbers, but holds texts; see"
                + " effects.groups");
  }
}
