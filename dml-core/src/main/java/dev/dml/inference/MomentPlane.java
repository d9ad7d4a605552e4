package dev.dml.inference;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Moments that are linear in two parameters, x<sub>0</sub> b + x<sub>1</sub> a<sub>1</sub> +
 * x<sub>2</sub> a<sub>2</sub> with the parameters x<sub>1</sub> / x<sub>0</sub> and x<sub>2</sub> /
 * x<sub>0</sub>: their means, and the covariances of these.
 *
 * <p>Points are given by two angles, from &minus;&pi;/2 to &pi;/2: each parameter is its root under
 * least squares plus the tangent of its angle times its standard error there. At an angle of &pi;/2
 * the parameter is infinite, from either side.
 */
final class MomentPlane {

  private final Magnitude unit;

  /** The means of b, a<sub>1</sub> and a<sub>2</sub>, by moment. */
  private final RealVector[] means;

  /** The covariances of each of these with each. */
  private final Array2DRowRealMatrix[][] covariances;

  private final double[] center;
  private final double[] scale;

  private MomentPlane(Magnitude unit, RealVector[] means, Array2DRowRealMatrix[][] covariances) {
    this.unit = unit;
    this.means = means;
    this.covariances = covariances;
    RealMatrix slopes = new Array2DRowRealMatrix(means[0].getDimension(), 2);
    slopes.setColumnVector(0, means[1]);
    slopes.setColumnVector(1, means[2]);
    RealMatrix inverse =
        new LUDecomposition(slopes.transpose().multiply(slopes), 0).getSolver().getInverse();
    RealMatrix solution = inverse.multiply(slopes.transpose());
    this.center = solution.operate(means[0]).mapMultiply(-1).toArray();
    RealMatrix covariance = covariance(new double[] {1, center[0], center[1]});
    RealMatrix sandwich = solution.multiply(covariance).multiply(solution.transpose());
    this.scale =
        new double[] {positive(sandwich.getEntry(0, 0)), positive(sandwich.getEntry(1, 1))};
  }

  private static double positive(double variance) {
    return variance > 0 ? Math.sqrt(variance) : 1;
  }

  static MomentPlane of(
      List<LinearScore> moments, List<LinearScore> ofOther, SamplingDesign design) {
    Magnitude unit = unit(moments);
    Magnitude ofOthers = unit(ofOther);
    List<List<double[]>> parts =
        List.of(
            moments.stream().map(LinearScore::constant).toList(),
            moments.stream().map(each -> each.slope(unit)).toList(),
            ofOther.stream().map(each -> each.slope(ofOthers)).toList());
    RealVector[] means =
        parts.stream()
            .map(part -> new ArrayRealVector(part.stream().mapToDouble(design::mean).toArray()))
            .toArray(RealVector[]::new);
    List<List<double[]>> contributions =
        parts.stream().map(part -> part.stream().map(design::contributions).toList()).toList();
    Array2DRowRealMatrix[][] covariances = new Array2DRowRealMatrix[parts.size()][parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      for (int j = 0; j < parts.size(); j++) {
        covariances[i][j] = products(contributions.get(i), contributions.get(j));
      }
    }
    return new MomentPlane(unit, means, covariances);
  }

  private static Magnitude unit(List<LinearScore> moments) {
    return new Magnitude(
        moments.stream().mapToInt(each -> each.unit().exponent()).max().orElseThrow());
  }

  private static Array2DRowRealMatrix products(List<double[]> left, List<double[]> right) {
    Array2DRowRealMatrix products = new Array2DRowRealMatrix(left.size(), right.size());
    for (int j = 0; j < left.size(); j++) {
      for (int k = 0; k < right.size(); k++) {
        double[] l = left.get(j);
        double[] r = right.get(k);
        products.setEntry(j, k, l.length * Mean.of(l.length, i -> l[i] * r[i]));
      }
    }
    return products;
  }

  /** The first parameter at an angle. */
  double parameter(double angle) {
    return unit.restored(center[0] + scale[0] * StrictMath.tan(angle));
  }

  private double[] line(double angle) {
    double x = StrictMath.cos(angle);
    return new double[] {x, center[0] * x + scale[0] * StrictMath.sin(angle)};
  }

  /** The quadratic form of the covariances. */
  private Array2DRowRealMatrix covariance(double[] point) {
    int size = means[0].getDimension();
    double[][] sum = new double[size][size];
    for (int i = 0; i < point.length; i++) {
      for (int j = 0; j < point.length; j++) {
        double[][] part = covariances[i][j].getDataRef();
        double factor = point[i] * point[j];
        for (int k = 0; k < size; k++) {
          for (int l = 0; l < size; l++) {
            sum[k][l] += factor * part[k][l];
          }
        }
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  private RealVector mean(double[] point) {
    RealVector sum = means[0].mapMultiply(point[0]);
    for (int i = 1; i < point.length; i++) {
      sum = sum.add(means[i].mapMultiply(point[i]));
    }
    return sum;
  }

  /** h' V<sup>&minus;1</sup> h at two angles; infinite where V is singular. */
  double statistic(double angle, double ofOther) {
    double[] line = line(angle);
    double x = StrictMath.cos(ofOther);
    double[] point = {
      x * line[0], x * line[1], x * center[1] * line[0] + scale[1] * StrictMath.sin(ofOther)
    };
    return ofInverse(covariance(point).getDataRef(), mean(point).toArray());
  }

  /** h' V<sup>&minus;1</sup> h by elimination, which changes both. */
  private static double ofInverse(double[][] v, double[] h) {
    double sum = 0;
    for (int k = 0; k < h.length; k++) {
      if (!(v[k][k] > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      sum += h[k] * h[k] / v[k][k];
      for (int i = k + 1; i < h.length; i++) {
        double factor = v[i][k] / v[k][k];
        h[i] -= factor * h[k];
        for (int j = k + 1; j < h.length; j++) {
          v[i][j] -= factor * v[k][j];
        }
      }
    }
    return sum;
  }

  /**
   * The polynomial c V &minus; h h' in the other parameter, with the first one given.
   *
   * @param critical c
   */
  RealMatrix[] slice(double angle, double critical) {
    double[] line = line(angle);
    RealVector mean = mean(line);
    RealMatrix cross =
        covariances[0][2].scalarMultiply(line[0]).add(covariances[1][2].scalarMultiply(line[1]));
    RealMatrix linear = cross.scalarMultiply(critical).subtract(mean.outerProduct(means[2]));
    return new RealMatrix[] {
      covariance(line).scalarMultiply(critical).subtract(mean.outerProduct(mean)),
      linear.add(linear.transpose()),
      covariances[2][2].scalarMultiply(critical).subtract(means[2].outerProduct(means[2]))
    };
  }

  /** The other parameter at which the means are smallest. */
  double anchor(double angle) {
    return -means[2].dotProduct(mean(line(angle))) / means[2].dotProduct(means[2]);
  }
}
