package dev.dml.benchmark.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The root mean squared errors of stored predictions, target by target; the same for everybody. */
final class Errors {

  private Errors() {}

  /**
   * The errors in the rows that both files predict.
   *
   * @param predictions whose errors
   * @param others the other file
   */
  static List<Double> of(WorkFolder folder, Path predictions, Path others) throws IOException {
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
  static double of(double[] mine, double[] theirs, double[] truth, int target, int targets) {
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

  /** The largest absolute difference between two arrays. */
  static double difference(double[] mine, double[] theirs) {
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
