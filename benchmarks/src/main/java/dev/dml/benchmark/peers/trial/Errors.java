package dev.dml.benchmark.peers.trial;

import dev.dml.benchmark.peers.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stored predictions are worth: their errors and estimates, the same for everybody. */
public final class Errors {

  private Errors() {}

  /**
   * The errors in the rows that both files predict.
   *
   * @param predictions whose errors
   * @param others the other file
   */
  public static List<Double> of(WorkFolder folder, Path predictions, Path others)
      throws IOException {
    Work work = folder.work();
    double[] mine = WorkFolder.readAll(predictions);
    double[] theirs = WorkFolder.readAll(others);
    List<Double> errors = new ArrayList<>();
    for (int target = 0; target < work.targets().size(); target++) {
      double[] truth = folder.target(work, work.targets().get(target));
      errors.add(of(mine, theirs, truth, target, work.targets().size()));
    }
    return errors;
  }

  /** Predictions lie repetition by repetition and within it target by target. */
  public static double of(double[] mine, double[] theirs, double[] truth, int target, int targets) {
    int common = Math.min(mine.length, theirs.length);
    double squares = 0;
    long count = 0;
    for (int start = target * truth.length; start < common; start += targets * truth.length) {
      for (int row = 0; row < truth.length; row++) {
        double error = mine[start + row] - truth[row];
        if (!Double.isNaN(error) && !Double.isNaN(theirs[start + row])) {
          squares += error * error;
          count++;
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  /**
   * The ratios of one file's errors to another's in the rows that both predict, repetition by
   * repetition, the largest of the targets.
   */
  public static List<Double> ratios(WorkFolder folder, Path predictions, Path others)
      throws IOException {
    Work work = folder.work();
    double[] mine = WorkFolder.readAll(predictions);
    double[] theirs = WorkFolder.readAll(others);
    int length = work.targets().size() * work.rows();
    List<Double> ratios = new ArrayList<>();
    for (int end = length; end <= Math.min(mine.length, theirs.length); end += length) {
      double[] my = Arrays.copyOfRange(mine, end - length, end);
      double[] their = Arrays.copyOfRange(theirs, end - length, end);
      double largest = 0;
      for (int target = 0; target < work.targets().size(); target++) {
        double[] truth = folder.target(work, work.targets().get(target));
        double ratio =
            of(my, their, truth, target, work.targets().size())
                / of(their, my, truth, target, work.targets().size());
        largest = Math.max(largest, ratio);
      }
      ratios.add(largest);
    }
    return ratios;
  }

  /** The effects of d on y in a partially linear regression, repetition by repetition. */
  public static List<Double> estimates(WorkFolder folder, Path predictions) throws IOException {
    Work work = folder.work();
    double[] y = folder.target(work, "y");
    double[] d = folder.target(work, "d");
    double[] predicted = WorkFolder.readAll(predictions);
    List<Double> estimates = new ArrayList<>();
    for (int start = 0; start < predicted.length; start += 2 * y.length) {
      estimates.add(effect(y, d, Arrays.copyOfRange(predicted, start, start + 2 * y.length)));
    }
    return estimates;
  }

  /**
   * The partialling-out estimate: the sum of the products of both residuals over that of the
   * squares of the treatment's. Rows without predictions do not count.
   *
   * @param predicted those of y, then those of d
   */
  public static double effect(double[] y, double[] d, double[] predicted) {
    double products = 0;
    double squares = 0;
    for (int row = 0; row < y.length; row++) {
      double residual = d[row] - predicted[y.length + row];
      if (!Double.isNaN(residual)) {
        products += residual * (y[row] - predicted[row]);
        squares += residual * residual;
      }
    }
    return products / squares;
  }

  /** The largest absolute difference between two arrays. */
  public static double difference(double[] mine, double[] theirs) {
    if (mine.length != theirs.length) {
      throw new IllegalArgumentException(
          "arrays to compare have " + mine.length + " and " + theirs.length + " values");
    }
    double largest = 0;
    for (int i = 0; i < mine.length; i++) {
      largest = Math.max(largest, Math.abs(mine[i] - theirs[i]));
    }
    return largest;
  }
}
