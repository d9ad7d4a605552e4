package dev.dml.model.linear;

import dev.dml.inference.LinearScore;
import dev.dml.inference.Magnitude;
import dev.dml.inference.SampleMean;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.FirstStage;
import dev.dml.model.ResidualScore;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Two-stage least squares of an outcome on several endogenous treatments, all of them what the
 * covariates leave.
 *
 * <p>With the fitted values W&#770; of the regression of the treatments W on the instruments and an
 * intercept, &theta; = (W&#770;'W)<sup>&minus;1</sup> W&#770;'u. Each coefficient is the root of a
 * score of its own (Frisch and Waugh): r<sub>j</sub>, what the fitted values of the other
 * treatments leave of W&#770;<sub>j</sub>, is orthogonal to those treatments, so that
 * &psi;<sub>a</sub> = &minus;W<sub>j</sub> r<sub>j</sub> and &psi;<sub>b</sub> = (u &minus;
 * &Sigma;<sub>k&ne;j</sub> &theta;<sub>k</sub> W<sub>k</sub>) r<sub>j</sub> give
 * &theta;<sub>j</sub> and, since &psi; is then r<sub>j</sub> times the residual of the whole
 * equation, its standard error from the joint sandwich.
 */
final class EndogenousTreatments {

  /** The variance inflation above which the instruments do not tell two treatments apart. */
  private static final double MOST_INFLATION = 1e8;

  private final List<String> names;
  private final double[] u;
  private final List<Magnitude> units;
  private final List<double[]> w;
  private final List<double[]> v;
  private final SampleMean sample;
  private final List<double[]> fitted;
  private final RealMatrix inverse;

  /**
   * Regresses.
   *
   * @param names the names of the treatments
   * @param u what is left of the outcome
   * @param w what is left of each treatment
   * @param v what is left of each instrument
   * @param sample how rows count
   * @throws UnidentifiedException if the instruments do not tell the treatments apart
   */
  EndogenousTreatments(
      List<String> names, double[] u, List<double[]> w, List<double[]> v, SampleMean sample) {
    this.names = names;
    this.u = u;
    this.units = w.stream().map(Magnitude::of).toList();
    this.w = IntStream.range(0, w.size()).mapToObj(j -> units.get(j).reduced(w.get(j))).toList();
    this.v = v;
    this.sample = sample;
    this.fitted = this.w.stream().map(each -> new Projection(each, v, sample).fitted()).toList();
    this.inverse = inverse();
  }

  /** The inverse of the products of the fitted values. */
  private RealMatrix inverse() {
    int size = w.size();
    RealMatrix products = new Array2DRowRealMatrix(size, size);
    for (int j = 0; j < size; j++) {
      for (int k = 0; k < size; k++) {
        products.setEntry(j, k, mean(fitted.get(j), fitted.get(k)));
      }
    }
    LUDecomposition lu = new LUDecomposition(products, 0);
    RealMatrix inverted = lu.getSolver().isNonSingular() ? lu.getSolver().getInverse() : null;
    for (int j = 0; j < size; j++) {
      double inflation =
          inverted == null
              ? Double.POSITIVE_INFINITY
              : Math.abs(inverted.getEntry(j, j) * products.getEntry(j, j));
      if (!(inflation < MOST_INFLATION)) {
        throw new UnidentifiedException(
            String.format(
                Locale.ROOT,
                "the effects of %s are not identified: the instruments move them together, so that"
                    + " all but %.1e of the variance of what they move in %s is explained by the"
                    + " others",
                String.join(", ", names),
                1 / inflation,
                names.get(j)));
      }
    }
    return Objects.requireNonNull(inverted);
  }

  private double mean(double[] left, double[] right) {
    return sample.of(i -> left[i] * right[i]);
  }

  /** The score of one coefficient. */
  LinearScore score(int treatment) {
    Magnitude unit = Magnitude.of(u);
    double[] reduced = unit.reduced(u);
    double[] rest = reduced.clone();
    for (int k = 0; k < w.size(); k++) {
      if (k != treatment) {
        subtract(mean(own(k, fitted), reduced) * inverse.getEntry(k, k), w.get(k), rest);
      }
    }
    return ResidualScore.of(
        rest, w.get(treatment), own(treatment, fitted), unit.over(units.get(treatment)));
  }

  /**
   * The strength of the instruments for one treatment, given that they also have to move the
   * others: of the treatment less what two-stage least squares explains of it by the others, with
   * as many degrees of freedom less as there are others (Sanderson and Windmeijer, Journal of
   * Econometrics 190, 2016).
   */
  FirstStage firstStage(int treatment) {
    return new Projection(own(treatment, w), v, sample).firstStage(w.size() - 1);
  }

  /**
   * What the others leave of the fitted values of one, or the same combination of other columns.
   */
  private double[] own(int j, List<double[]> columns) {
    double[] own = columns.get(j).clone();
    for (int k = 0; k < columns.size(); k++) {
      if (k != j) {
        subtract(-inverse.getEntry(k, j) / inverse.getEntry(j, j), columns.get(k), own);
      }
    }
    return own;
  }

  private static void subtract(double factor, double[] column, double[] from) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * column[i];
    }
  }
}
