package dev.dml.report;

import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.inference.Weighting;
import dev.dml.report.number.Digits;
import dev.dml.result.DmlResult;
import dev.dml.result.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a referee asks first: which covariates, which rows, which settings. */
record Conditions(DmlResult result) {

  /** What reports show elsewhere. */
  private static final Set<String> SHOWN =
      Set.of(
          "data.file",
          "data.query",
          "data.outcome",
          "data.treatment",
          "data.covariates",
          "model",
          "score",
          "learners",
          "folds",
          "repetitions",
          "seed",
          "sensitivity");

  /** Which covariates there are, all of them. */
  String covariates() {
    List<String> names = names();
    return heading() + String.join(", ", names);
  }

  /** Which covariates there are, in no more lines than that; those that do not fit are counted. */
  List<String> covariates(int mostLines, int width, String indent) {
    List<String> names = names();
    List<String> lines = List.of();
    for (int shown = 1; shown <= names.size(); shown++) {
      int left = names.size() - shown;
      String text =
          heading()
              + String.join(", ", names.subList(0, shown))
              + (left == 0 ? "" : " and " + Digits.count(left) + " more");
      List<String> more = Wrapped.of(text, width, indent).lines();
      if (more.size() > mostLines && shown > 1) {
        return lines;
      }
      lines = more;
    }
    return lines.isEmpty() ? List.of(heading()) : lines;
  }

  private List<String> names() {
    return result.preparation().covariates().used();
  }

  private String heading() {
    int count = names().size();
    return switch (count) {
      case 0 -> "no covariates";
      case 1 -> "1 covariate: ";
      default -> Digits.count(count) + " covariates: ";
    };
  }

  /** Which rows were used, and what was done to them and to columns, in sentences. */
  List<String> rows() {
    List<String> notes = new ArrayList<>();
    notes.add(count());
    result.weights().ifPresent(weights -> notes.add(weights(weights)));
    notes.addAll(missing());
    for (Preparation.Encoding encoding : result.preparation().encodings()) {
      notes.add(
          encoding.column()
              + " is text and became "
              + Digits.count(encoding.levels().size())
              + " columns of 0 and 1, with "
              + encoding.levels().getFirst()
              + " as the reference level");
    }
    notes.addAll(result.preparation().reading());
    return notes;
  }

  private String weights(Weighting weights) {
    return "weighted by "
        + weights.column()
        + ", from "
        + Digits.significant(weights.smallest(), 4)
        + " to "
        + Digits.significant(weights.largest(), 4)
        + ", with the sum "
        + Digits.significant(weights.sum(), 6)
        + "; the rows are worth "
        + Digits.count(weights.effectiveRows())
        + " that count alike (Kish)";
  }

  private String count() {
    Preparation preparation = result.preparation();
    String used =
        preparation.rowsDropped() == 0
            ? ", all used"
            : ", of which "
                + Digits.count(preparation.rowsDropped())
                + " were dropped because a covariate is missing";
    return rows(preparation.rowsRead())
        + result.provenance().map(Conditions::file).orElse("")
        + used;
  }

  private static String file(Provenance origin) {
    if (!(origin.spec().get("data") instanceof Map<?, ?> data)) {
      return "";
    }
    String name = " of " + Path.of(String.valueOf(data.get("file"))).getFileName();
    return data.get("query") instanceof String query
        ? name + " by the query " + query.strip().replaceAll("\\s+", " ")
        : name;
  }

  private List<String> missing() {
    List<String> notes = new ArrayList<>();
    boolean imputed = result.preparation().missing().keepsRows();
    result
        .preparation()
        .missingByColumn()
        .forEach(
            (column, count) ->
                notes.add(
                    column
                        + " was missing in "
                        + rows(count)
                        + (imputed ? "; " + imputed(column, count) : "")));
    return notes;
  }

  /** What the rows of a covariate got that have no value. */
  private String imputed(String column, int count) {
    Preparation preparation = result.preparation();
    boolean isText =
        preparation.encodings().stream().anyMatch(encoding -> encoding.column().equals(column));
    if (isText) {
      return count == 1 ? "it got a column of its own" : "they got a column of their own";
    }
    if (count == preparation.rowsRead()) {
      return "it is 0 everywhere, with an indicator of 1";
    }
    String filled =
        (count == 1 ? "it" : "they") + " got the mean of the training rows and an indicator";
    return preparation.missing() == MissingPolicy.NATIVE
        ? "forests and boosting took that as it is, for other learners " + filled
        : filled;
  }

  private static String rows(int count) {
    return Digits.count(count) + (count == 1 ? " row" : " rows");
  }

  /** The settings of the spec that are not shown elsewhere, in a line; nothing without a spec. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    result.provenance().ifPresent(origin -> collect("", origin.spec(), settings));
    return settings.isEmpty() ? List.of() : List.of(String.join(", ", settings));
  }

  private static void collect(String path, Map<?, ?> section, List<String> settings) {
    section.forEach(
        (key, value) -> {
          String at = path.isEmpty() ? key.toString() : path + "." + key;
          if (SHOWN.contains(at)) {
            return;
          }
          if (value instanceof Map<?, ?> inner) {
            collect(at, inner, settings);
          } else {
            settings.add(at + ": " + value);
          }
        });
  }
}
