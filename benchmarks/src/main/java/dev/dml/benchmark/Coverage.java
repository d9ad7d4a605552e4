package dev.dml.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how often 95 % confidence intervals cover a known effect, or several at once: many
 * simulated data sets of 500 rows, most with 20 covariates, 5 folds, 1 repetition.
 *
 * <p>Arguments: the file for the results as JSON, the number of data sets (1000), and the cases,
 * such as {@code irm:forest/forest}, or {@code all}; the required ones if none is named. Ends with
 * exit code 2 if a case is not known, and with 1 if a required case covers in less than 92.5 % or
 * more than 97.5 %, or its intervals are on average more than 5 % longer or shorter than published.
 */
public final class Coverage {

  private static final long SEED = 42;

  private Coverage() {}

  /**
   * What was measured of one case.
   *
   * @param coverage the share of intervals that cover
   * @param coverageError its Monte Carlo standard error
   * @param publishedCoverage the same as published; {@code NaN} if it was not
   * @param length their mean length
   * @param publishedLength the same as published; {@code NaN} if it was not
   * @param oracleLength the length with known nuisances, asymptotically; {@code NaN} if it is not
   *     known
   * @param meanAbsoluteError the mean of |estimate - effect|
   * @param rootMeanSquaredError the root of the mean of its square
   */
  record Row(
      String design,
      String learners,
      double coverage,
      double coverageError,
      double publishedCoverage,
      double length,
      double publishedLength,
      double oracleLength,
      double meanAbsoluteError,
      double rootMeanSquaredError,
      double seconds) {

    /** A row of what nobody has published. */
    static Row unpublished(
        String design,
        String learners,
        double coverage,
        double coverageError,
        double length,
        double meanAbsoluteError,
        double rootMeanSquaredError,
        double seconds) {
      return new Row(
          design,
          learners,
          coverage,
          coverageError,
          Double.NaN,
          length,
          Double.NaN,
          Double.NaN,
          meanAbsoluteError,
          rootMeanSquaredError,
          seconds);
    }

    double ratio() {
      return length / publishedLength;
    }

    boolean holds() {
      return coverage >= 0.925 && coverage <= 0.975 && Math.abs(ratio() - 1) <= 0.05;
    }
  }

  /** Measures, prints a table in Markdown and writes the JSON file. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1) {
      System.err.println("usage: Coverage FILE.json [DATA_SETS [all | CASE...]]");
      System.exit(2);
    }
    int replications = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    List<String> names =
        List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
    List<? extends RepeatedEstimation> cases = List.of();
    try {
      cases = CoverageCase.named(names);
    } catch (InvalidInput e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    System.out.println(
        "| design | learners | coverage (published) | its error | length (published) | ratio |"
            + " oracle length | mean absolute error | RMSE | s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    List<Row> rows = new ArrayList<>();
    boolean hold = true;
    for (RepeatedEstimation one : cases) {
      for (Row row : one.measure(replications, SEED)) {
        System.out.println(markdown(row));
        rows.add(row);
        hold &= row.holds() || !CoverageCase.required().contains(one);
      }
    }
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(Path.of(arguments[0]).toFile(), rows);
    System.exit(hold ? 0 : 1);
  }

  private static String markdown(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.3f (%s) | %.4f | %.3f (%s) | %s | %s | %.3f | %.4f | %.0f |",
        row.design,
        row.learners,
        row.coverage,
        published(row.publishedCoverage),
        row.coverageError,
        row.length,
        published(row.publishedLength),
        published(row.ratio()),
        published(row.oracleLength),
        row.meanAbsoluteError,
        row.rootMeanSquaredError,
        row.seconds);
  }

  private static String published(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
