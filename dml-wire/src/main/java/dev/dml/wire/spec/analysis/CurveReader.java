package dev.dml.wire.spec.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.CurveBasis;
import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.GivenBasis;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.List;
import java.util.Optional;

/** Reads and writes {@code effects.curve}. */
final class CurveReader {

  static final String KEY = "curve";
  private static final String COLUMN = "column";
  private static final String DEGREE = "degree";
  private static final String KNOTS = "knots";
  private static final String POINTS = "points";
  private static final String BASIS = "basis";
  private static final String AT = "at";
  private static final String DRAWS = "draws";

  private CurveReader() {}

  /** The curve that the section {@code effects} asks for; empty if it asks for none. */
  static Optional<CurveQuestion> read(SpecNode effects) {
    if (!effects.has(KEY)) {
      return Optional.empty();
    }
    SpecNode section = effects.object(KEY);
    int draws = whole(section, DRAWS, 2, CurveQuestion.MOST_DRAWS, CurveQuestion.DRAWS);
    Optional<List<String>> columns = section.texts(BASIS).filter(names -> !names.isEmpty());
    Optional<? extends CurveBasis> basis =
        columns.isPresent()
            ? Optional.of(given(section, columns.get()))
            : section.text(COLUMN).map(column -> spline(section, column));
    if (basis.isEmpty()) {
      effects.problem(
          KEY,
          section.has(BASIS)
              ? "basis must name at least one column"
              : "needs a column, along which it runs, or a basis of columns");
      return Optional.empty();
    }
    section.refuseOtherKeys();
    return basis.map(functions -> new CurveQuestion(functions, draws));
  }

  private static int whole(SpecNode section, String key, int least, int most, int usual) {
    return section.whole(key, least, most).map(Long::intValue).orElse(usual);
  }

  private static GivenBasis given(SpecNode section, List<String> columns) {
    for (String key : List.of(COLUMN, DEGREE, KNOTS, POINTS)) {
      section.refuseIdle(key, "beside a basis of columns");
    }
    return new GivenBasis(columns, section.rows(AT));
  }

  private static SplineBasis spline(SpecNode section, String column) {
    SplineBasis usual = SplineBasis.along(column);
    List<Double> at = section.numbers(AT);
    if (!at.isEmpty()) {
      section.refuseIdle(POINTS, "where the places are given by at");
    }
    return new SplineBasis(
        column,
        whole(section, DEGREE, 0, SplineBasis.HIGHEST, usual.degree()),
        whole(section, KNOTS, 0, SplineBasis.MOST_KNOTS, usual.knots()),
        whole(section, POINTS, 2, SplineBasis.MOST_POINTS, usual.points()),
        at);
  }

  /** Writes what {@link #read} reads, with every default. */
  static void write(CurveQuestion question, ObjectNode effects) {
    ObjectNode section = effects.putObject(KEY);
    switch (question.basis()) {
      case SplineBasis spline -> write(spline, section);
      case GivenBasis given -> write(given, section);
    }
    section.put(DRAWS, question.draws());
  }

  private static void write(SplineBasis spline, ObjectNode section) {
    section.put(COLUMN, spline.column());
    section.put(DEGREE, spline.degree());
    section.put(KNOTS, spline.knots());
    if (spline.at().isEmpty()) {
      section.put(POINTS, spline.points());
    } else {
      spline.at().forEach(section.putArray(AT)::add);
    }
  }

  private static void write(GivenBasis given, ObjectNode section) {
    given.columns().forEach(section.putArray(BASIS)::add);
    if (!given.at().isEmpty()) {
      ArrayNode places = section.putArray(AT);
      given.at().forEach(place -> place.forEach(places.addArray()::add));
    }
  }
}
