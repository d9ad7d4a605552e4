package dev.dml.learner.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.penalized.ElasticNet;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.learner.penalized.Ridge;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpansionTest {

  private static final int ROWS = 200;
  private static final PenaltyWeight CV = new PenaltyWeight.CrossValidated();
  private static final PenaltyWeight FIXED = new PenaltyWeight.Fixed(0.01);
  private static final Expansion CUBES = new Expansion(3, true);

  private final Random random = new Random(1);
  private final Column a = Column.of("a", random.doubles(ROWS, -2, 2).toArray());
  private final Column b = Column.of("b", random.ints(ROWS, 0, 2).asDoubleStream().toArray());
  private final Rows train = Rows.where(ROWS, row -> row % 4 != 0);
  private final Rows test = Rows.where(ROWS, row -> row % 4 == 0);

  /** a, b, a^2, a^3 and a b; b is 0/1, so that its powers are itself. */
  private Features byHand() {
    double[] squares = new double[ROWS];
    double[] cubes = new double[ROWS];
    double[] products = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      squares[row] = a.get(row) * a.get(row);
      cubes[row] = a.get(row) * (a.get(row) * a.get(row));
      products[row] = a.get(row) * b.get(row);
    }
    return Features.of(
        ROWS,
        List.of(
            a, b, Column.of("a^2", squares), Column.of("a^3", cubes), Column.of("a:b", products)));
  }

  private double[] predict(Learner learner, Features x, Target target) {
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double mean = Math.pow(a.get(row), 2) - a.get(row) * b.get(row) + random.nextGaussian();
      y[row] = target == Target.MEAN ? mean : mean > 0 ? 1 : 0;
    }
    return learner.fitPredict(new Fit(x, y, train, test, target, 1));
  }

  private void sameAsByHand(Learner expanding, Learner plain, Target target) {
    random.setSeed(2);
    double[] expanded = predict(expanding, Features.of(ROWS, List.of(a, b)), target);
    random.setSeed(2);
    assertThat(expanded).isEqualTo(predict(plain, byHand(), target));
  }

  @Test
  void powersAndProductsAreColumnsLikeOthers() {
    sameAsByHand(new LinearRegression(CUBES), new LinearRegression(), Target.MEAN);
    sameAsByHand(new Lasso(CV, 5, 20, CUBES), new Lasso(CV, 5, 20), Target.MEAN);
    sameAsByHand(new Ridge(FIXED, 5, 20, CUBES), new Ridge(FIXED, 5, 20), Target.MEAN);
    sameAsByHand(
        new ElasticNet(CV, 5, 20, 0.5, CUBES), new ElasticNet(CV, 5, 20, 0.5), Target.MEAN);
    sameAsByHand(
        new LogisticRegression(0, CV, 5, 20, CUBES),
        new LogisticRegression(0, CV, 5, 20),
        Target.PROBABILITY);
  }

  @Test
  void aProductIsComputedWhereverItIsRead() {
    Column product = Column.product("a:b", a, b);
    double[] all = product.toArray();
    for (int row = 0; row < ROWS; row++) {
      assertThat(all[row]).isEqualTo(a.get(row) * b.get(row)).isEqualTo(product.get(row));
    }
    assertThat(product.gather(Rows.of(3, 5))).containsExactly(all[3], all[5]);
    assertThat(product.isConstant()).isFalse();
    assertThat(Column.product("b:b", b, b).isBinary()).isTrue();
  }

  /** 1,000 x 2 + 1,000 x 999 / 2. */
  @Test
  void tooManyColumnsAreRefused() {
    Expansion squares = new Expansion(2, true);
    assertThat(squares.columns(1000)).isEqualTo(501_500);
    assertThat(new Lasso(CV, 5, 20, squares).refusal(1000))
        .contains(
            "interactions: would make 501500 columns of 1000 covariates; the most are 100000");
    assertThat(new Lasso(CV, 5, 20, squares).refusal(100)).isEmpty();
  }
}
