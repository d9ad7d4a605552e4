package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tree of questions with whom to treat at its ends.
 *
 * @param nodes the nodes; one with {@code feature} and {@code threshold} asks, and leads to the
 *     positions {@code left} and {@code right}; others say the {@code action}
 * @param treatment what readers call the treatment
 * @param result where what columns are is said
 */
record PolicyPlot(List<Map<?, ?>> nodes, String treatment, ResultDocument result) {

  private static final double LEVEL = 78;
  private static final double BOX = 40;

  Scene scene() {
    int depth = depth(0);
    List<Markup> marks = new ArrayList<>();
    draw(0, 0, 0, Scene.USUAL_WIDTH, marks);
    return new Scene(
        "Whom to treat: " + treatment,
        "A tree of " + nodes.size() + " nodes",
        Scene.USUAL_WIDTH,
        depth * LEVEL + BOX + 20,
        marks);
  }

  private int depth(int node) {
    return isQuestion(node)
        ? 1 + Math.max(depth(child(node, "left")), depth(child(node, "right")))
        : 0;
  }

  private boolean isQuestion(int node) {
    return nodes.get(node).get("feature") != null;
  }

  private int child(int node, String key) {
    int child = nodes.get(node).get(key) instanceof Number number ? number.intValue() : -1;
    if (child <= node || child >= nodes.size()) {
      throw new IllegalArgumentException("node " + node + " of the tree leads to " + child);
    }
    return child;
  }

  private void draw(int node, int level, double left, double right, List<Markup> marks) {
    double x = (left + right) / 2;
    double y = 10 + level * LEVEL;
    if (!isQuestion(node)) {
      Map<?, ?> leaf = nodes.get(node);
      double width = Math.min(130, right - left - 8);
      marks.add(Mark.box(x - width / 2, y, width, BOX, Tone.BAND));
      int letters = (int) ((width - 6) / Lettering.LETTER);
      marks.add(Mark.text(x, y + 17, "middle", Tone.INK, Lettering.cut(action(leaf), letters)));
      if (leaf.get("rows") instanceof Number rows) {
        marks.add(
            Mark.text(x, y + 33, "middle", Tone.QUIET, Digits.count(rows.longValue()) + " rows"));
      }
      return;
    }
    Question question = question(nodes.get(node));
    double below = y + LEVEL;
    double half = (right - left) / 4;
    marks.add(Mark.line(x, y + 24, x - half, below, Tone.QUIET, 1.5));
    marks.add(Mark.line(x, y + 24, x + half, below, Tone.QUIET, 1.5));
    marks.add(Mark.text(x - half / 2 - 6, y + 48, "end", Tone.QUIET, question.left()));
    marks.add(Mark.text(x + half / 2 + 6, y + 48, "start", Tone.QUIET, question.right()));
    question.draw(x, y + 17, right - left, marks);
    draw(child(node, "left"), level + 1, left, x, marks);
    draw(child(node, "right"), level + 1, x, right, marks);
  }

  /** What is done: the level, or whether to treat. */
  private String action(Map<?, ?> leaf) {
    String action = String.valueOf(leaf.get("action"));
    boolean binary =
        nodes.stream()
            .map(node -> node.get("action"))
            .allMatch(each -> each == null || each.equals("0") || each.equals("1"));
    return !binary ? action : action.equals("1") ? "treat" : "do not treat";
  }

  private Question question(Map<?, ?> node) {
    String feature = String.valueOf(node.get("feature"));
    String name = result.labels().of(feature);
    if (result.data().encodings().stream().anyMatch(e -> feature.startsWith(e.column() + "="))) {
      return new Question(name, "?", "no", "yes");
    }
    double threshold =
        node.get("threshold") instanceof Number number ? number.doubleValue() : Double.NaN;
    String bound =
        Digits.significant(threshold, 4)
            .replaceFirst("^(-?[0-9]+)(?:\\.0+|(\\.[0-9]*?)0+)$", "$1$2");
    return new Question(name, " ≤ " + bound.replace('-', '−') + "?", "yes", "no");
  }

  /** A question about a column, and the answers that lead to the left and to the right. */
  private record Question(String column, String end, String left, String right) {

    /** On one line, or on two where it would not fit. */
    void draw(double x, double y, double width, List<Markup> marks) {
      int letters = (int) (width / Lettering.LETTER);
      if (column.length() + end.length() <= letters) {
        marks.add(Mark.text(x, y, "middle", Tone.INK, column + end));
      } else {
        marks.add(Mark.text(x, y - 13, "middle", Tone.INK, Lettering.cut(column, letters)));
        marks.add(Mark.text(x, y + 1, "middle", Tone.INK, end.strip()));
      }
    }
  }
}
