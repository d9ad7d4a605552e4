package dev.dml.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.file.DataFiles;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecDataTest {

  @TempDir private Path directory;
  private Path spec;

  @BeforeEach
  void writeSpec() throws IOException {
    spec =
        Files.writeString(
            directory.resolve("spec.yaml"),
            """
            data: {file: data.csv, outcome: y, treatment: d}
            model: plr
            learners: {ml_l: linear-regression, ml_m: linear-regression}
            repetitions: 1
            """);
  }

  @Test
  void whatIsWrongWithAQueryHasItsPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "y,d\n1,0\n");
    refused(
        "SELECT y, random() AS d FROM data",
        "the query calls random, which gives another value another time");
    refused(
        "SELECT y, e FROM data",
        "the query over " + file + " fails: there is no column \"e\"; similar ones are: \"d\"");
    refused("SELECT y FROM data WHERE y > 1", "the query over " + file + " returns 0 rows");
  }

  private void refused(String query, String message) {
    assertThatThrownBy(() -> estimate("data.query=" + query))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("data.query: " + message);
  }

  /**
   * y = 2 d + x + noise: with row numbers in front, whatever they are called, the same estimate.
   */
  @Test
  void rowNumbersDoNotMoveAnEstimate() throws IOException {
    double alone = write("", row -> "").getFirst();
    assertThat(write("Unnamed: 0,", row -> row + ",").getFirst()).isEqualTo(alone);
    assertThat(write("__index_level_0__,", row -> (7 * row % 200) + ",").getFirst())
        .isEqualTo(alone);
    assertThat(write("id,", row -> (row + 1) + ",").getFirst()).isEqualTo(alone);
    assertThat(alone).isBetween(1.5, 2.5); // 2 is what the data were made with; s.e. about 0.14
  }

  @Test
  void covariatesTakenByDefaultAreAWarning() throws IOException {
    write("", row -> "");
    assertThat(estimate().warnings())
        .containsExactly(
            "no covariates were named, so the only column without another role is one: x; name the"
                + " covariates, and none that the treatment may have changed");
    assertThat(estimate("data.covariates=x").warnings()).isEmpty();
  }

  @Test
  void theReportSaysWhatMissingCellsGotAndHowNumbersWereRead() throws IOException {
    writeData(
        "e,region,q,",
        row ->
            ","
                + (row == 3 ? "" : row % 2 == 0 ? "north" : "south")
                + (row == 5 ? ",," : "," + (row % 7) + ","));
    Path file = directory.resolve("data.csv");
    Files.writeString(file, Files.readString(file).replace(',', ';').replace('.', ','));
    DmlResult result =
        estimate("data.covariates=[x, q, region, e]", "data.missing=impute-indicator");
    assertThat(result.preparation().reading())
        .containsExactly("numbers with a decimal comma were read in y and x");
    assertThat(ReportFormat.TEXT.of(result))
        .contains(
            "q was missing in 1 row; it got the mean of the training rows and an indicator",
            "region was missing in 1 row; it got a column of its own",
            "e was missing in 200 rows; it is 0 everywhere, with an indicator of 1",
            "numbers with a decimal comma were read in y and x");
    assertThat(ReportFormat.JSON.of(result))
        .contains("\"reading\" : [ \"numbers with a decimal comma were read in y and x\" ]");
  }

  @Test
  void missingCellsAreLeftToLearnersThatTakeThem() throws IOException {
    writeData("q,", row -> (row % 5 == 3 ? "" : row % 7) + ",");
    String forest = "learners.ml_l={type: random-forest, trees: 20}";
    DmlResult mixed = estimate("data.covariates=[x, q]", "data.missing=native", forest);
    assertThat(ReportFormat.TEXT.of(mixed).replaceAll("\\s+", " "))
        .contains(
            "q was missing in 40 rows; forests and boosting took that as it is, for other learners"
                + " they got the mean of the training rows and an indicator");
    DmlResult imputed = estimate("data.covariates=[x, q]", "data.missing=impute-indicator", forest);
    assertThat(mixed.nuisances().get(1).rmse()).isEqualTo(imputed.nuisances().get(1).rmse());
    assertThat(mixed.nuisances().get(0).rmse()).isNotEqualTo(imputed.nuisances().get(0).rmse());
    assertThatThrownBy(() -> estimate("data.covariates=[x, q]", "data.missing=native"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data.missing: native has no effect, because no learner takes missing covariates;"
                + " random-forest and gradient-boosting do; for others choose impute-indicator or"
                + " drop");
  }

  private interface Front {
    String of(int row);
  }

  private List<Double> write(String header, Front front) throws IOException {
    writeData(header, front);
    return List.of(estimate().coefficient());
  }

  private void writeData(String header, Front front) throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder(header + "y,d,x\n");
    for (int row = 0; row < 200; row++) {
      double x = random.nextGaussian();
      int d = random.nextGaussian() + 0.3 * x > 0 ? 1 : 0;
      double y = 2 * d + x + random.nextGaussian();
      csv.append(front.of(row)).append(y).append(',').append(d).append(',').append(x).append('\n');
    }
    Files.writeString(directory.resolve("data.csv"), csv);
  }

  private DmlResult estimate(String... overrides) {
    return Estimation.read(spec, List.of(overrides), new DataFiles()).estimate();
  }
}
