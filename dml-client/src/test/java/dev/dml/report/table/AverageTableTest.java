package dev.dml.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.SampleResults;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tables of groups in periods and their averages, on the example of the guide. */
class AverageTableTest {

  private static final ResultDocument COUNTIES =
      ResultDocument.of(
          Estimation.read(
                  Path.of("../examples/counties.yaml"), List.of("repetitions=1"), new DataFiles())
              .estimate());
  private static final List<ResultDocument> RESULTS = List.of(COUNTIES);

  private static Map<String, String> names(String... texts) {
    return ResultTable.names(List.of(texts), RESULTS);
  }

  private static ResultTable table(
      List<ResultDocument> results, Map<String, String> names, String omitted) {
    return new ResultTable(
        results,
        new TableSettings(
            List.of(),
            names,
            Map.of(),
            false,
            false,
            3,
            "",
            List.of(),
            Optional.of(omitted).filter(text -> !text.isEmpty()).map(Pattern::compile)));
  }

  private static List<String> effects(ResultTable table) {
    return table.effectLines().stream()
        .map(TableLine::label)
        .filter(label -> !label.isEmpty())
        .toList();
  }

  @Test
  void averagesStandInPlaceOfEffectsOnGroupsInPeriods() {
    ResultTable table = table(RESULTS, Map.of(), "");
    // The numbers are those of the text report's tables of averages.
    assertThat(TableFormat.TEXT.of(table, false))
        .isEqualTo(
            """
                                                             (1)
            ----------------------------------------------------
            all groups                                  -0.07212
                                                       (0.00593)
            since -3                                     -0.0004
                                                        (0.0113)
            since -2                                     0.00662
                                                       (0.00741)
            since -1                                    -0.00212
                                                       (0.00584)
            since 0                                     -0.05212
                                                       (0.00597)
            since 1                                     -0.07733
                                                       (0.00670)
            since 2                                     -0.08334
                                                       (0.00849)
            since 3                                      -0.0994
                                                        (0.0115)
            ----------------------------------------------------
            Model                             did, observational
            Learners      linear-regression, logistic-regression
            Covariates                                         2
            Pre-test p                                    0.5745
            Folds                                              5
            Repetitions                                        1
            Observations                                     300
            ----------------------------------------------------
            Standard errors in parentheses.
            since k: effect k periods after the treatment began, averaged over groups (k < 0: before it); all groups: average over groups by their sizes.
            Pre-test p: of the test that all effects before the treatment are zero.
            """);
    assertThat(table.remarks())
        .containsExactly(
            "the table shows averages; --coef-map 'ATT(g, t)' shows the 15 effects on groups in"
                + " periods",
            "the table leaves out R2 of 36 nuisances; --gof-omit '' leaves out nothing");
  }

  @Test
  void aPaperGetsMinusesInPlaceOfHyphens() {
    assertThat(TableFormat.LATEX.of(table(RESULTS, names("since -1=Year -1,since 0"), ""), true))
        .contains("\\midrule\nYear $-$1 & -0.00212 \\\\\n & (0.00584) \\\\\nsince 0 & ");
  }

  @Test
  void effectsOfOtherResultsStandBelow() {
    List<ResultDocument> both = List.of(ResultDocument.of(SampleResults.plain()), COUNTIES);
    assertThat(effects(table(both, Map.of(), "")))
        .containsExactly(
            "all groups",
            "since -3",
            "since -2",
            "since -1",
            "since 0",
            "since 1",
            "since 2",
            "since 3",
            "d");
  }

  @Test
  void commasInNamesDoNotSeparate() {
    assertThat(
            names(
                "ATT(2005, 2005) since 2004=At once, on average,first_year, group 2005, period"
                    + " 2006, base period 2004, since 1=A year, later",
                "all groups,x=X"))
        .containsExactly(
            Map.entry("ATT(2005, 2005) since 2004", "At once, on average"),
            Map.entry("ATT(2005, 2006) since 2004", "ATT(2005, 2006) since 2004"),
            Map.entry("since 1", "A year, later"),
            Map.entry("all groups", "all groups"),
            Map.entry("x", "X"));
  }

  @Test
  void aNameMayStandForSeveralEffects() {
    assertThat(effects(table(RESULTS, names("groups, all groups=Average,periods"), "")))
        .containsExactly(
            "group 2005",
            "group 2006",
            "group 2007",
            "Average",
            "period 2005",
            "period 2006",
            "period 2007",
            "period 2008");
    assertThat(names("event study").keySet())
        .containsExactly(
            "since -3", "since -2", "since -1", "since 0", "since 1", "since 2", "since 3");
    assertThat(names("since 3=Late,event study,since 0=At once"))
        .containsOnlyKeys(names("event study").keySet())
        .containsEntry("since 3", "Late")
        .containsEntry("since 0", "At once");
    assertThat(names("ATT(g, t)")).hasSize(15).containsKey("ATT(2007, 2008) since 2006");
    assertThatThrownBy(() -> names("groups=Group"))
        .hasMessage(
            "--coef-map: groups stands for 3 effects and must be without a name, but was"
                + " groups=Group");
  }

  @Test
  void namesThatThereAreNotAreRefusedWithTenThatThereAre() {
    Map<String, String> unknown = names("x=X,ATT(2005, 205) since 2004");
    assertThatThrownBy(() -> table(RESULTS, unknown, ""))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "--coef-map: no effect is named x",
                        "--coef-map: no effect is named ATT(2005, 205) since 2004; did you mean"
                            + " ATT(2005, 2005) since 2004? there are: all groups, since -3, since"
                            + " -2, since -1, since 0, since 1, since 2, since 3, since 0 and"
                            + " later, group 2005 and 22 more"));
  }

  @Test
  void linesBelowTheEffectsAreLeftOut() {
    assertThat(table(RESULTS, names("all groups"), "R2|Fol|Rep|Pre-test").factLines())
        .extracting(TableLine::label)
        .containsExactly("Model", "Learners", "Covariates", "Observations");
    ResultTable whole = table(RESULTS, names("all groups"), "(?!)");
    assertThat(whole.factLines()).hasSize(36 + 7);
    assertThat(whole.remarks()).isEmpty();
    assertThat(whole.notes())
        .containsExactly(
            "Standard errors in parentheses.",
            "Pre-test p: of the test that all effects before the treatment are zero.");
  }

  @Test
  void aLineOfTidyTellsItsAverage() {
    List<String> lines = Tidy.tidy(COUNTIES).lines().toList();
    // The header, effects, and the averages of three families with that of all.
    assertThat(lines).hasSize(1 + 15 + (7 + 1) + (3 + 1) + (4 + 1));
    assertThat(lines.getFirst())
        .isEqualTo(
            "term,estimate,std.error,statistic,p.value,conf.low,conf.high,type,average,average.at,"
                + "joint.conf.low,joint.conf.high,adj.p.value");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("since -1,") || line.startsWith("all periods,"))
        .extracting(line -> line.replaceFirst("(.*?),.*,(average,.*)", "$1 ... $2"))
        .containsExactly(
            // As the text report: [-0.0174, 0.0131]. That of all periods is alone.
            "since -1 ... average,event_study,-1,-0.017355416574465366,0.013109720380410406,",
            "all periods ... average,time,all,,,");
  }
}
