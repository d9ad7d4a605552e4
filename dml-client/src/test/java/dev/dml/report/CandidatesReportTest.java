package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.ColumnLabels;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.report.sheet.CandidateSheets;
import dev.dml.result.DmlResult;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reports show of candidates and of settings that were tried. */
class CandidatesReportTest {

  private static final DmlResult RESULT =
      Estimation.read(
              Path.of("../examples/wages.yaml"),
              List.of(
                  "repetitions=2",
                  "folds=3",
                  "learners.ml_l={candidates: [constant, lasso, {type: random-forest, trees: 20,"
                      + " tune: {min_leaf: [5, 20]}}]}",
                  "learners.ml_m={candidates: [lasso, linear-regression]}"),
              new DataFiles())
          .estimate();

  private static final CandidateSheets SHEETS =
      CandidateSheets.of(ResultDocument.of(RESULT), ColumnLabels.NONE);

  private static final String WEIGHTS =
      "A weight is the mean over the repetitions, and from - to their range; weights sum to one,"
          + " and that of a constant may be negative, so that others may exceed one";

  /** The file has the settings of a learner, and the reader those that differ from the defaults. */
  @Test
  void learnersAreInTheWordsOfTheResult() {
    List<String> learners =
        RESULT.nuisances().stream()
            .flatMap(nuisance -> nuisance.candidates().stream())
            .map(candidate -> candidate.learner().toString())
            .toList();
    assertThat(learners).hasSize(5).contains("random-forest {trees: 20, min_leaf: tuned}");
    assertThat(SHEETS.candidates().column(8)).isEqualTo(learners);
  }

  @Test
  void theTextSaysWhatAWeightIsBelowTheTable() {
    String text = ReportFormat.TEXT.of(RESULT).replaceAll("\\s+", " ");
    assertThat(text)
        .containsSubsequence(
            "Candidates, and their weights in the combination",
            WEIGHTS,
            "Settings that were tried, across inner folds");
    assertThat(ReportFormat.LATEX.of(RESULT)).contains("  " + WEIGHTS + ".\n");
    assertThat(ReportFormat.MARKDOWN.of(RESULT)).contains("\n- A weight is the mean over");
  }

  @Test
  void thePageHasTheTablesOfTheText() {
    String page = ReportFormat.HTML.of(RESULT);
    assertThat(page)
        .containsSubsequence(
            "<h2>Candidates</h2>",
            "predicts alone. " + WEIGHTS + ".</p>",
            "<caption>Candidates, and their weights in the combination</caption>",
            "<caption>Settings that were tried, across inner folds</caption>",
            "<h2>");
    assertThat(SHEETS.candidates().rows()).hasSize(5).allSatisfy(row -> assertRow(page, row));
    assertThat(SHEETS.trials().rows()).hasSize(2).allSatisfy(row -> assertRow(page, row));
  }

  private static void assertRow(String page, List<String> cells) {
    String first = "<tr><th scope=\"row\">" + cells.getFirst() + "</th>";
    assertThat(
            page.lines()
                .filter(line -> line.startsWith(first))
                .map(line -> line.replaceAll("<[^>]*>", "|").replaceAll("\\|+", "|")))
        .anySatisfy(line -> assertThat(line.replace('−', '-')).contains(String.join("|", cells)));
  }

  @Test
  void whatWasTriedNamesItsLearnerAndItsLoss() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/wages.yaml"),
                List.of(
                    "repetitions=1",
                    "folds=2",
                    "learners.ml_l={type: random-forest, trees: 5, tune: {min_leaf: [5]}}",
                    "learners.ml_m={type: random-forest, trees: 5, tune: {min_leaf: [5]}}"),
                new DataFiles())
            .estimate();
    assertThat(
            ReportFormat.TEXT
                .of(result)
                .lines()
                .dropWhile(line -> !line.startsWith("Settings that were tried"))
                .limit(4)
                .map(
                    line ->
                        line.strip().replaceAll("[0-9]+\\.[0-9]+", "1.2").replaceAll(" +", " ")))
        .containsExactly(
            "Settings that were tried, across inner folds",
            "nuisance candidate learner squared error log-loss fits chosen",
            "ml_l tuned random-forest 1.2 - 2 2",
            "ml_m tuned random-forest - 1.2 2 2");
  }

  /** Their weights differ by fold, even with one repetition, and none has tasks of its own. */
  @Test
  void candidatesThatAreStackedInsideEachFitAreShownToo() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/wages.yaml"),
                List.of(
                    "repetitions=1",
                    "folds=2",
                    "learners.ml_l={candidates: [lasso, linear-regression], combine: stacking}"),
                new DataFiles())
            .estimate();
    assertThat(
            ReportFormat.TEXT
                .of(result)
                .replaceAll("[0-9]+\\.[0-9]+", "1.2")
                .lines()
                .dropWhile(line -> !line.startsWith("Candidates"))
                .limit(4)
                .map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "Candidates, and their weights in the combination",
            "nuisance candidate weight from - to RMSE R2 CPU failed",
            "ml_l lasso 1.2 1.2 - 1.2 1.2 1.2 - 0",
            "ml_l linear-regression 1.2 1.2 - 1.2 1.2 1.2 - 0");
    ResultDocument read = ResultDocument.of(result);
    assertThat(read.nuisances().getFirst().candidates().getFirst().cpuSeconds()).isNull();
    CandidateSheets sheets = CandidateSheets.of(read, ColumnLabels.NONE);
    assertThat(sheets.candidates().column(6)).containsExactly("-", "-");
    assertThat(sheets.candidates().notes())
        .containsExactly(
            "Weights sum to one",
            "Under stacking a weight is the mean over the fits, and from - to their range; losses"
                + " are those across inner folds of the training rows");
  }

  @Test
  void aLearnerAloneHasNeither() {
    DmlResult alone =
        Estimation.read(
                Path.of("../examples/wages.yaml"), List.of("repetitions=1"), new DataFiles())
            .estimate();
    assertThat(ReportFormat.HTML.of(alone)).doesNotContain("<h2>Candidates</h2>");
  }

  /** Without a constant weights lie between 0 and 1, and with one repetition there is no mean. */
  @Test
  void ofOneRepetitionWithoutAConstantLittleIsToBeSaid() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/wages.yaml"),
                List.of("repetitions=1", "learners.ml_l={candidates: [lasso, linear-regression]}"),
                new DataFiles())
            .estimate();
    assertThat(CandidateSheets.of(ResultDocument.of(result), ColumnLabels.NONE).candidates())
        .satisfies(sheet -> assertThat(sheet.notes()).containsExactly("Weights sum to one"));
  }
}
