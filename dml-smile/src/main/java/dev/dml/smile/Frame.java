package dev.dml.smile;

import dev.dml.learner.FitTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.data.vector.ValueVector;

/**
 * A sample in the form of Smile's tree models: a data frame of the training rows and a tuple for
 * each test row.
 *
 * <p>Smile takes two feature values that differ by less than 1e-7 for the same. So that the unit of
 * a feature does not matter, each column is multiplied by the power of two that brings its largest
 * training value to about 2^30. That multiplication is exact, and so is a cut point half-way
 * between two values: the trees are those of the unscaled columns.
 *
 * <p>A column with two values in the training rows is given as two categories, because Smile's
 * classification trees overlook the one cut point of such a column unless the labels of the two
 * rows next to it happen to differ. A test value belongs to the nearer of the two.
 *
 * <p>Regression trees of Smile 4 and later, and with them forests and boosting, try about 100 cut
 * points per column unless the system property {@value #CUT_POINTS} says otherwise. It cannot be
 * given per fit, so the first fit of a tree sets it to 1, every cut point, for the whole JVM and
 * whatever it was: the prediction must be a function of the task alone. On 50,000 rows and 20
 * columns the default costs an R2 of 0.379 instead of 0.490.
 */
final class Frame {

  /** The model formula: the response by all other columns. */
  static final Formula FORMULA = Formula.lhs("y");

  private static final String CUT_POINTS = "smile.regression_tree.bins";
  private static final int EXPONENT = 30;

  static {
    System.setProperty(CUT_POINTS, "1");
  }

  private final Sample sample;
  private final List<Coding> codings;

  Frame(Sample sample) {
    this.sample = sample;
    this.codings =
        sample.columns().stream().map(column -> coding(column.gather(sample.train()))).toList();
  }

  private static Coding coding(double[] values) {
    double[] distinct = Arrays.stream(values).distinct().limit(3).sorted().toArray();
    if (distinct.length == 2) {
      return new Pair(distinct[0], distinct[1]);
    }
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    return new Scale(EXPONENT - Math.getExponent(largest));
  }

  /** The training rows with their outcome as a number. */
  DataFrame withOutcome() {
    return training(ValueVector.of("y", sample.outcome()));
  }

  /** The training rows with their 0/1 outcome as a class label. */
  DataFrame withLabels() {
    return training(ValueVector.of("y", sample.labels()));
  }

  private DataFrame training(ValueVector response) {
    ValueVector[] vectors = new ValueVector[sample.width() + 1];
    for (int j = 0; j < sample.width(); j++) {
      Coding coding = codings.get(j);
      double[] values = sample.columns().get(j).gather(sample.train());
      vectors[j] = coding.vector("x" + j, Arrays.stream(values).map(coding::code).toArray());
    }
    vectors[sample.width()] = response;
    return new DataFrame(vectors);
  }

  /** The prediction of a model for each test row. */
  double[] predict(StructType schema, ToDoubleFunction<Tuple> model) {
    return FitTime.predicting(() -> predictions(schema, model));
  }

  private double[] predictions(StructType schema, ToDoubleFunction<Tuple> model) {
    double[] predictions = new double[sample.test().size()];
    for (int i = 0; i < predictions.length; i++) {
      double[] row = new double[sample.width()];
      for (int j = 0; j < row.length; j++) {
        row[j] = codings.get(j).code(sample.columns().get(j).get(sample.test().get(i)));
      }
      predictions[i] = model.applyAsDouble(Tuple.of(schema, row));
    }
    return predictions;
  }

  /** The largest useful number of leaves: an option, or the default where the option is 0. */
  int leaves(int maxNodes, int byDefault) {
    return Math.max(2, maxNodes == 0 ? byDefault : Math.min(maxNodes, sample.size()));
  }

  /** How the values of a column are given to Smile. */
  private sealed interface Coding {

    double code(double value);

    ValueVector vector(String name, double[] codes);
  }

  private record Scale(int exponent) implements Coding {

    @Override
    public double code(double value) {
      return Math.scalb(value, exponent);
    }

    @Override
    public ValueVector vector(String name, double[] codes) {
      return ValueVector.of(name, codes);
    }
  }

  private record Pair(double low, double high) implements Coding {

    private static final NominalScale CATEGORIES = new NominalScale("low", "high");

    @Override
    public double code(double value) {
      return value - low > high - value ? 1 : 0;
    }

    @Override
    public ValueVector vector(String name, double[] codes) {
      int[] categories = Arrays.stream(codes).mapToInt(code -> (int) code).toArray();
      return new IntVector(new StructField(name, DataTypes.IntType, CATEGORIES), categories);
    }
  }
}
