package dev.dml.plot;

import dev.dml.data.ColumnLabels;
import dev.dml.plot.Mark.Tone;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.NuisanceEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * How much better than a constant each nuisance was predicted, as bars of R2; to the left of zero a
 * constant predicts better.
 *
 * @param nuisances the nuisances
 * @param labels what columns are called
 */
record NuisancePlot(List<NuisanceEntry> nuisances, ColumnLabels labels) {

  private static final double ROW = 26;
  private static final double TOP = 8;
  private static final double RIGHT = 70;

  /** Worse than this is drawn as this. */
  private static final double WORST = -1;

  Scene scene() {
    double names = nuisances.stream().mapToInt(n -> name(n).length()).max().orElse(1) * 7.4 + 16;
    double worst = nuisances.stream().mapToDouble(this::shown).min().orElse(0);
    double best = nuisances.stream().mapToDouble(this::shown).max().orElse(1);
    Scale x =
        new Scale(
            Math.min(0, worst * 1.1),
            Math.max(0.05, Math.min(1, best * 1.15)),
            names,
            Scene.USUAL_WIDTH - RIGHT);
    double bottom = TOP + ROW * nuisances.size();
    Frame frame = new Frame(x, new Scale(0, 1, bottom, TOP));
    List<Markup> marks = new ArrayList<>(frame.below("R2 out of fold"));
    for (int i = 0; i < nuisances.size(); i++) {
      NuisanceEntry nuisance = nuisances.get(i);
      double y = TOP + ROW * (i + 0.5);
      double end = x.at(shown(nuisance));
      double from = Math.min(x.at(0), end);
      marks.add(
          Mark.box(
              from,
              y - 7,
              Math.max(x.at(0), end) - from,
              14,
              nuisance.r2() < 0 ? Tone.SECOND : Tone.ACCENT));
      marks.add(Mark.text(names - 8, y + 4, "end", Tone.INK, name(nuisance)));
      marks.add(
          Mark.text(
              Scene.USUAL_WIDTH - 8,
              y + 4,
              "end",
              Tone.INK,
              Digits.fixed(nuisance.r2(), 3).replace('-', '−')));
    }
    marks.addAll(frame.zero());
    return new Scene(
        "How well nuisances were predicted",
        String.join(
            "; ",
            nuisances.stream().map(n -> name(n) + ": R2 " + Digits.fixed(n.r2(), 3)).toList()),
        Scene.USUAL_WIDTH,
        bottom + 48,
        marks);
  }

  private double shown(NuisanceEntry nuisance) {
    return Double.isFinite(nuisance.r2()) ? Math.max(WORST, nuisance.r2()) : 0;
  }

  private String name(NuisanceEntry nuisance) {
    boolean several = nuisances.stream().map(NuisanceEntry::treatment).distinct().count() > 1;
    return nuisance.name() + (several ? " of " + labels.of(nuisance.treatment()) : "");
  }
}
