package dev.dml.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.data.InvalidInput;
import dev.dml.wire.document.ResultDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static final List<ResultDocument> RESULTS =
      List.of(ResultDocument.of(SampleResults.full()), ResultDocument.of(SampleResults.plain()));

  private static TableSettings settings(List<String> labels, Map<String, String> names) {
    return new TableSettings(
        labels,
        names,
        Map.of(),
        false,
        true,
        3,
        "Effects & 50 %",
        List.of("Made up_."),
        Optional.empty());
  }

  private static ResultTable table() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("d", "d");
    names.put("tg", "Bonus");
    return new ResultTable(RESULTS, settings(List.of("IRM", "PLR"), names));
  }

  @Test
  void effectsOfOneNameStandInOneLine() {
    assertThat(TableFormat.TEXT.of(table(), false))
        .isEqualTo(
            """
            Effects & 50 %
                                                         IRM                   PLR
            ----------------------------------------------------------------------
            d                                                            0.5000***
                                                                          (0.0125)
            Bonus                                  -0.0766**
                                                    (0.0362)
            ----------------------------------------------------------------------
            Model                                   irm, ate  plr, partialling-out
            Learners      random-forest, logistic-regression
            Covariates                                     2                     1
            R2 of ml_g0                                0.014
            R2 of ml_m                                -0.021
            Folds                                          5                     2
            Repetitions                                    3                     1
            Observations                               5,099                   100
            ----------------------------------------------------------------------
            Standard errors in parentheses.
            * p < 0.1, ** p < 0.05, *** p < 0.01.
            Made up_.
            """);
  }

  @Test
  void aPaperGetsAlignedNumbersAndEscapedWords() {
    String latex = TableFormat.LATEX.of(table(), false);
    assertThat(latex)
        .startsWith("% \\usepackage{booktabs, siunitx, threeparttable}\n\\begin{table}[!htbp]\n")
        .contains("\\caption{Effects \\& 50 \\%}\n")
        .contains("\\begin{tabular}{l*{2}{S[table-format=-1.4, ")
        .contains(" & {IRM} & {PLR} \\\\\n")
        .contains("d &  & 0.5000{$^{***}$} \\\\\n &  & (0.0125) \\\\\n")
        .contains("Bonus & -0.0766{$^{**}$} &  \\\\\n & (0.0362) &  \\\\\n")
        .contains("Observations & {5,099} & {100} \\\\\n\\bottomrule\n")
        .contains("\\item * p $<$ 0.1, ** p $<$ 0.05, *** p $<$ 0.01.\n\\item Made up\\_.\n")
        .endsWith("\\end{threeparttable}\n\\end{table}\n");
    assertThat(TableFormat.LATEX.of(table(), true))
        .startsWith("\\begin{tabular}")
        .endsWith("\\end{tabular}\n");
  }

  @Test
  void aRepositoryGetsMarkdownAndASpreadsheetCsv() {
    assertThat(TableFormat.MARKDOWN.of(table(), false))
        .startsWith("**Effects & 50 %**\n\n|  | IRM | PLR |\n| --- | ---: | ---: |\n")
        .contains("| Bonus | -0.0766\\*\\* |  |\n|  | (0.0362) |  |\n")
        .contains("| R2 of ml\\_g0 | 0.014 |  |\n");
    assertThat(TableFormat.CSV.of(table(), false))
        .startsWith(",IRM,PLR\nd,,0.5000***\n,,(0.0125)\nBonus,-0.0766**,\n,(0.0362),\n")
        .endsWith("Observations,\"5,099\",100\n");
  }

  @Test
  void aPageHasAHeadingForEveryColumnAndRow() {
    assertThat(TableFormat.HTML.of(table(), false))
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<caption>Effects &amp; 50 %</caption>", "<th scope=\"col\">IRM</th>")
        .contains("<th scope=\"row\">Bonus</th><td>-0.0766**</td><td></td>");
    assertThat(TableFormat.HTML.of(table(), true)).startsWith("<table>").endsWith("</table>\n");
  }

  @Test
  void withoutNamesAllEffectsAreShownAndColumnsAreNumbered() {
    TableSettings plain =
        new TableSettings(
            List.of(),
            Map.of(),
            Map.of("Both", 2),
            true,
            false,
            2,
            "",
            List.of(),
            Optional.empty());
    String text = TableFormat.TEXT.of(new ResultTable(RESULTS, plain), false);
    assertThat(text).contains("Both\n").contains("[-0.148, -0.006]").contains("[1464, 1556]");
    assertThat(text.lines().toList().get(1).strip()).matches("\\(1\\) +\\(2\\)");
    assertThat(text.lines().filter(line -> !line.startsWith(" ")).toList())
        .extracting(line -> line.replaceAll(" .*", ""))
        .containsSubsequence("tg", "age_50%", "d", "Model");
  }

  @Test
  void namesOfEffectsMayHoldEqualsSigns() {
    List<ResultDocument> levels = List.of(ResultDocument.of(SampleLevels.result()));
    assertThat(
            ResultTable.names(
                List.of("plan = free=Free (d = 1)", "plan: pay & wait - free=Difference", "x=X"),
                levels))
        .containsExactly(
            Map.entry("plan = free", "Free (d = 1)"),
            Map.entry("plan: pay & wait - free", "Difference"),
            Map.entry("x", "X"));
  }

  @Test
  void settingsThatDoNotFitAreRefusedTogether() {
    TableSettings wrong =
        new TableSettings(
            List.of("A", "B", "C"),
            Map.of("tgg", "T"),
            Map.of("G", 1),
            false,
            false,
            3,
            "",
            List.of(),
            Optional.empty());
    assertThatThrownBy(() -> new ResultTable(RESULTS, wrong))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "--label: there are 3 labels for 2 results",
                        "--group: the groups have 1 columns, but there are 2",
                        "--coef-map: no effect is named tgg; did you mean tg? there are: tg,"
                            + " age_50%, d"));
  }
}
