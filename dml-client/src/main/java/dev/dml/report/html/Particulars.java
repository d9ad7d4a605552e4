package dev.dml.report.html;

import dev.dml.plot.Markup;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.DataEntry;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.spec.SpecFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to the data, what was asked, and what it took.
 *
 * @param result the result
 */
record Particulars(ResultDocument result) {

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(data());
    if (!result.spec().isEmpty()) {
      sections.add(
          new Section(
              "Spec",
              List.of(
                  Markup.of(
                          "p",
                          "What was asked, with every default written out; dml reproduce runs it"
                              + " again from the JSON result and compares every digit.")
                      .with("class", "why"),
                  Markup.of("pre", Markup.of("code", SpecFile.yaml(result.spec()))))));
    }
    if (!result.run().cloud().isEmpty()) {
      sections.add(new PlainSection("cost and use of the cloud", result.run().cloud()).section());
    }
    return sections;
  }

  private Section data() {
    DataEntry data = result.data();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Digits.count(data.rowsUsed())
            + " of "
            + Digits.count(data.rowsRead())
            + " rows were used"
            + (data.file() == null ? "" : ", from " + data.file().replaceAll(".*/", ""))
            + (data.rowsDropped() == 0
                ? "."
                : "; "
                    + Digits.count(data.rowsDropped())
                    + " were dropped, since a covariate is"
                    + " missing."));
    String query = data.query();
    if (query != null) {
      sentences.add("They were read by the query " + query.strip().replaceAll("\\s+", " "));
    }
    sentences.add(
        data.covariates().isEmpty()
            ? "There are no covariates."
            : Digits.count(data.covariates().size())
                + " covariates: "
                + String.join(", ", data.covariates()));
    DataEntry.Weights weights = data.weights();
    if (weights != null) {
      sentences.add(
          "Rows are weighted by "
              + weights.column()
              + " and worth "
              + Digits.count(weights.effectiveRows())
              + " that count alike (Kish).");
    }
    data.missing()
        .forEach(
            (column, count) ->
                sentences.add(column + " was missing in " + Digits.count(count) + " rows."));
    data.encodings()
        .forEach(
            each ->
                sentences.add(
                    each.column()
                        + " is text and became "
                        + Digits.count(each.levels().size())
                        + " columns of 0 and 1, with "
                        + each.levels().getFirst()
                        + " as the reference level."));
    sentences.addAll(leftOut());
    sentences.addAll(data.reading());
    List<Markup> items = sentences.stream().map(text -> Markup.of("li", text)).toList();
    return new Section("Data", List.of(Markup.of("ul", items)));
  }

  /** A sentence for each reason, since many columns may share one. */
  private List<String> leftOut() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (DataEntry.LeftOut each : result.data().leftOut()) {
      byReason.computeIfAbsent(each.reason(), reason -> new ArrayList<>()).add(each.column());
    }
    List<String> sentences = new ArrayList<>();
    byReason.forEach(
        (reason, columns) ->
            sentences.add(
                columns.size() == 1
                    ? columns.getFirst() + " is no covariate: " + reason
                    : Digits.count(columns.size())
                        + " columns are no covariates ("
                        + reason
                        + "): "
                        + String.join(", ", columns)));
    return sentences;
  }

  /** What ran, how long, and by which program. */
  List<Markup> footer() {
    return List.of(
        Markup.of(
            "p",
            Digits.count(result.run().tasks())
                + " fits on the "
                + result.run().backend()
                + " backend in "
                + time(result.run().wallSeconds())
                + ", "
                + time(result.run().cpuSeconds())
                + " of processor time."
                + cost()),
        Markup.of(
            "p",
            "Double machine learning, version "
                + result.run().version()
                + "; SHA-256 of the data "
                + result.data().digest()));
  }

  private String cost() {
    return result.run().cloud().get("usd") instanceof Map<?, ?> usd && usd.get("total") != null
        ? " It cost " + usd.get("total") + " US dollars."
        : "";
  }

  private static String time(double seconds) {
    return Digits.duration(Duration.ofNanos((long) (seconds * 1e9)));
  }
}
