package dev.dml.learner.matrix;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.parallel.Stages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The columns of a linear model, centred to mean 0 and scaled to standard deviation 1 (divisor n)
 * over the training rows.
 *
 * <p>Reference levels are left out, and so is a column that is constant in the training rows: one
 * whose standard deviation is at most four units in the last place of its mean, so that its values
 * differ by nothing but rounding. A column whose mean is 1e10 standard deviations is like any
 * other: its mean is kept in two parts. Nothing is copied: blocks of rows are standardised as they
 * are gathered.
 */
public final class StandardizedFeatures {

  /** The share of a column's norm below which what is left of it counts as rounding error. */
  public static final double COLLINEAR = 1e-7;

  /** A column varies if its standard deviation is more units than this in its mean's last place. */
  private static final int ROUNDING = 4;

  /** Beyond so many standard deviations, what a mean lost to rounding is kept beside it. */
  private static final double FAR = 1e6;

  private static final int SUMMATION_BLOCK = 1024;

  /** A mean square between this and its inverse is one of which no term under- or overflowed. */
  private static final double SAFE = 1e-200;

  private final List<Column> columns;
  private final double[] means;

  /** What the means lost to rounding; 0 for a column that is not far from its origin. */
  private final double[] offsets;

  private final double[] scales;

  /** Standardises the columns of some features over the training rows. */
  public StandardizedFeatures(Features x, Rows train) {
    this(x, train, RowWeights.ALIKE);
  }

  /** The same with training rows of different weights. */
  public StandardizedFeatures(Features x, Rows train, RowWeights weights) {
    List<Column> all = x.withoutReferenceLevels().columns();
    double[] allMeans = new double[all.size()];
    double[] allOffsets = new double[all.size()];
    double[] allScales = new double[all.size()];
    Optional<double[]> relative = weights.relative(train);
    Stages columnByColumn =
        new Stages(
            new int[] {all.size()},
            () -> {
              double[] deviations = new double[train.size()];
              return (stage, j) -> {
                gather(all.get(j), train, deviations);
                allMeans[j] = center(deviations, relative);
                allScales[j] = rootMeanSquare(deviations, relative);
                if (Math.abs(allMeans[j]) > FAR * allScales[j] && train.size() > 0) {
                  allOffsets[j] = (all.get(j).get(train.get(0)) - allMeans[j]) - deviations[0];
                }
              };
            });
    columnByColumn.share((long) train.size() * all.size());
    int[] kept =
        IntStream.range(0, all.size())
            .filter(j -> allScales[j] > ROUNDING * Math.ulp(allMeans[j]))
            .toArray();
    this.columns = Arrays.stream(kept).mapToObj(all::get).toList();
    this.means = Arrays.stream(kept).mapToDouble(j -> allMeans[j]).toArray();
    this.offsets = Arrays.stream(kept).mapToDouble(j -> allOffsets[j]).toArray();
    this.scales = Arrays.stream(kept).mapToDouble(j -> allScales[j]).toArray();
  }

  private StandardizedFeatures(
      List<Column> columns, double[] means, double[] offsets, double[] scales) {
    this.columns = columns;
    this.means = means;
    this.offsets = offsets;
    this.scales = scales;
  }

  /** These features without some columns; the same object if there is none to leave out. */
  public StandardizedFeatures without(boolean[] leftOut) {
    List<Column> kept = new ArrayList<>();
    double[] keptMeans = new double[size()];
    double[] keptOffsets = new double[size()];
    double[] keptScales = new double[size()];
    for (int j = 0; j < size(); j++) {
      if (!leftOut[j]) {
        keptMeans[kept.size()] = means[j];
        keptOffsets[kept.size()] = offsets[j];
        keptScales[kept.size()] = scales[j];
        kept.add(columns.get(j));
      }
    }
    return kept.size() == size()
        ? this
        : new StandardizedFeatures(kept, keptMeans, keptOffsets, keptScales);
  }

  /** Written in a method of its own so that the compiler compiles this loop and no more. */
  private static void gather(Column column, Rows rows, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = column.get(rows.get(i));
    }
  }

  /**
   * Subtracts their mean from some values, and returns it.
   *
   * @param relative weights with mean one; empty if all values count alike
   */
  public static double center(double[] values, Optional<double[]> relative) {
    double mean = 0;
    for (int pass = 0; pass < 2; pass++) {
      double shift = sum(relative.isEmpty() ? values : times(values, relative.get()));
      shift /= values.length;
      subtract(shift, values);
      mean += shift;
    }
    return mean;
  }

  private static double[] times(double[] values, double[] factors) {
    double[] products = new double[values.length];
    for (int i = 0; i < products.length; i++) {
      products[i] = values[i] * factors[i];
    }
    return products;
  }

  private static void subtract(double shift, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] -= shift;
    }
  }

  /**
   * The root of the mean square of some values.
   *
   * @param relative weights with mean one; empty if all values count alike
   */
  public static double rootMeanSquare(double[] values, Optional<double[]> relative) {
    return relative.isEmpty()
        ? rootMeanSquare(values)
        : rootMeanSquare(times(values, Arrays.stream(relative.get()).map(Math::sqrt).toArray()));
  }

  private static double rootMeanSquare(double[] values) {
    double meanSquare = squares(values) / values.length;
    if (meanSquare > SAFE && meanSquare < 1 / SAFE) {
      return Math.sqrt(meanSquare);
    }
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return 0;
    }
    double[] relative = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      relative[i] = values[i] / largest;
    }
    return largest * Math.sqrt(squares(relative) / values.length);
  }

  private static double squares(double[] values) {
    double[] block = new double[SUMMATION_BLOCK];
    double total = 0;
    for (int from = 0; from < values.length; from += SUMMATION_BLOCK) {
      int count = Math.min(SUMMATION_BLOCK, values.length - from);
      System.arraycopy(values, from, block, 0, count);
      total += Vectors.dot(block, block, count);
    }
    return total;
  }

  /** Block by block, and in a block with four running totals. */
  private static double sum(double[] values) {
    double total = 0;
    for (int from = 0; from < values.length; from += SUMMATION_BLOCK) {
      int to = Math.min(values.length, from + SUMMATION_BLOCK);
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int i = from;
      for (; i + 3 < to; i += 4) {
        s0 += values[i];
        s1 += values[i + 1];
        s2 += values[i + 2];
        s3 += values[i + 3];
      }
      for (; i < to; i++) {
        s0 += values[i];
      }
      total += (s0 + s1) + (s2 + s3);
    }
    return total;
  }

  /** The number of rows of the data, whether they are training rows or not; 0 without columns. */
  public int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().size();
  }

  /** The number of columns that vary. */
  public int size() {
    return columns.size();
  }

  /** The name of a column. */
  public String name(int j) {
    return columns.get(j).name();
  }

  /** The number of rows of a block whose columns stay in a core's cache together. */
  public int blockRows() {
    return Math.clamp(32_768 / (size() + 1), 64, 2048);
  }

  /** The standardised values of some rows, one array per column. */
  public void gather(Rows rows, int from, int count, double[][] block) {
    for (int j = 0; j < size(); j++) {
      gather(j, rows, from, count, block[j]);
    }
  }

  /** The standardised values of some rows in one column. */
  public void gather(int j, Rows rows, int from, int count, double[] into) {
    Column column = columns.get(j);
    double mean = means[j];
    double offset = offsets[j];
    double inverse = 1 / scales[j];
    for (int i = 0; i < count; i++) {
      into[i] = (column.get(rows.get(from + i)) - mean - offset) * inverse;
    }
  }

  /** Writes the standardised values of some rows in one column to an array for each row. */
  void scatter(int j, int[] rows, int from, int count, double[][] into, int first) {
    Column column = columns.get(j);
    double mean = means[j];
    double offset = offsets[j];
    double inverse = 1 / scales[j];
    for (int i = 0; i < count; i++) {
      into[first + i][j] = (column.get(rows[from + i]) - mean - offset) * inverse;
    }
  }

  /** The standardised values of {@code count} successive rows in one column. */
  public void copy(int j, int from, int count, double[] into) {
    columns.get(j).copy(from, count, into);
    double mean = means[j];
    double offset = offsets[j];
    double inverse = 1 / scales[j];
    for (int i = 0; i < count; i++) {
      into[i] = (into[i] - mean - offset) * inverse;
    }
  }

  /**
   * The values of a linear function of the standardised columns.
   *
   * @param coefficients one for each column, in units of the outcome per standard deviation
   */
  public double[] predict(double intercept, double[] coefficients, Rows rows) {
    double[] predictions = new double[rows.size()];
    Arrays.fill(predictions, intercept);
    for (int j = 0; j < coefficients.length; j++) {
      if (coefficients[j] != 0) {
        Column column = columns.get(j);
        double slope = coefficients[j] / scales[j];
        double mean = means[j];
        double offset = offsets[j];
        for (int i = 0; i < predictions.length; i++) {
          predictions[i] += slope * (column.get(rows.get(i)) - mean - offset);
        }
      }
    }
    return predictions;
  }
}
