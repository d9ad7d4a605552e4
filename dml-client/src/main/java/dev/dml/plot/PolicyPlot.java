package dev.dml.plot;

import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tree of questions with whom to treat at its ends.
 *
 * @param nodes the nodes; one with {@code feature} and {@code threshold} asks, and leads to the
 *     positions {@code left} and {@code right}; others say the {@code action}
 * @param of what stands before an action, such as {@code d = }
 */
record PolicyPlot(List<Map<?, ?>> nodes, String of) {

  private static final double LEVEL = 78;
  private static final double BOX = 40;

  Scene scene() {
    int depth = depth(0);
    List<Markup> marks = new ArrayList<>();
    draw(0, 0, 0, Scene.USUAL_WIDTH, marks);
    return new Scene(
        "Whom to treat",
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
      marks.add(Mark.text(x, y + 17, "middle", Tone.INK, of + leaf.get("action")));
      if (leaf.get("rows") instanceof Number rows) {
        marks.add(
            Mark.text(x, y + 33, "middle", Tone.QUIET, Digits.count(rows.longValue()) + " rows"));
      }
      return;
    }
    double below = y + LEVEL;
    double half = (right - left) / 4;
    marks.add(Mark.line(x, y + 24, x - half, below, Tone.QUIET, 1.5));
    marks.add(Mark.line(x, y + 24, x + half, below, Tone.QUIET, 1.5));
    marks.add(Mark.text(x - half / 2 - 6, y + 48, "end", Tone.QUIET, "yes"));
    marks.add(Mark.text(x + half / 2 + 6, y + 48, "start", Tone.QUIET, "no"));
    marks.add(Mark.text(x, y + 17, "middle", Tone.INK, question(nodes.get(node))));
    draw(child(node, "left"), level + 1, left, x, marks);
    draw(child(node, "right"), level + 1, x, right, marks);
  }

  private static String question(Map<?, ?> node) {
    double threshold =
        node.get("threshold") instanceof Number number ? number.doubleValue() : Double.NaN;
    return node.get("feature") + " ≤ " + Digits.significant(threshold, 4) + "?";
  }
}
