package dev.dml.learner;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.List;
import java.util.stream.IntStream;

/** The LCG500 data with eleven features, and the first fold of its first repetition. */
public final class LinearFixture {

  public static final Lcg500 LCG = new Lcg500();

  /** The rows outside the fold of rows 0, 5, 10, ... */
  public static final Rows TRAIN = Rows.where(Lcg500.ROWS, row -> row % 5 != 0);

  public static final Rows TEST = Rows.where(Lcg500.ROWS, row -> row % 5 == 0);

  private LinearFixture() {}

  /** The features x1, x2, x3. */
  public static Features three() {
    return Features.of(
        Lcg500.ROWS,
        List.of(Column.of("x1", LCG.x1), Column.of("x2", LCG.x2), Column.of("x3", LCG.x3)));
  }

  /** The features x1, x2, x3, their squares and products, dc and z. */
  public static Features eleven() {
    return three()
        .and(
            List.of(
                product("x1 x1", LCG.x1, LCG.x1),
                product("x2 x2", LCG.x2, LCG.x2),
                product("x3 x3", LCG.x3, LCG.x3),
                product("x1 x2", LCG.x1, LCG.x2),
                product("x1 x3", LCG.x1, LCG.x3),
                product("x2 x3", LCG.x2, LCG.x3),
                Column.of("dc", LCG.dc),
                Column.of("z", LCG.z)));
  }

  public static Column product(String name, double[] a, double[] b) {
    return Column.of(name, IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray());
  }

  /** The predictions of a mean in the test rows. */
  public static double[] mean(Learner learner, Features x, double[] y) {
    return learner.fitPredict(new Fit(x, y, TRAIN, TEST, Target.MEAN, 7));
  }

  /** The predictions of a probability in the test rows. */
  public static double[] probability(Learner learner, Features x, double[] y) {
    return learner.fitPredict(new Fit(x, y, TRAIN, TEST, Target.PROBABILITY, 7));
  }
}
