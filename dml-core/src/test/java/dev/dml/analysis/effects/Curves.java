package dev.dml.analysis.effects;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalDataBuilder;
import dev.dml.model.CausalModel;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Effects along columns of LCG500. */
abstract class Curves {

  final Lcg500 lcg = new Lcg500();

  static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }

  CausalDataBuilder data() {
    return lcg.builder()
        .treatment("d", lcg.d)
        .modifier("one", column(row -> 1))
        .modifier("x1", lcg.x1)
        .modifier("thousands", column(row -> 1000 * lcg.x1[row]))
        .modifier("shifted", column(row -> lcg.x1[row] + 7))
        .modifier("low", column(row -> lcg.x1[row] < 0 ? 1 : 0))
        .modifier("high", column(row -> lcg.x1[row] < 0 ? 0 : 1));
  }

  static DoubleMachineLearning estimator(CausalModel model, CurveBasis basis) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(3))
        .withEffects(Heterogeneity.NONE.withCurve(CurveQuestion.of(basis)));
  }

  static GivenBasis basis(String... columns) {
    return new GivenBasis(List.of(columns), List.of());
  }
}
