package dev.dml.learner.tree.bins;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.tree.TextCuts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns of features that vary, in bins: those of two values apart from the wide ones. */
final class BinnedColumns {

  private final int rows;
  private final List<Bins> twos = new ArrayList<>();
  private final List<Bins> wides = new ArrayList<>();

  /** Those of texts among the wide ones. */
  private final Set<Bins> texts = Collections.newSetFromMap(new IdentityHashMap<>());

  /** By column of the features; those of a text are at its first level. */
  private final List<List<Bins>> variables = new ArrayList<>();

  BinnedColumns(Features features, TextCuts cuts) {
    rows = features.rows();
    for (List<Column> variable : cuts == TextCuts.SETS ? features.variables() : alone(features)) {
      List<Bins> ofVariable = bins(variable);
      variables.add(ofVariable);
      for (int i = 1; i < variable.size(); i++) {
        variables.add(List.of());
      }
      for (Bins bins : ofVariable) {
        if (bins.size() > 1) {
          (bins.size() == 2 ? twos : wides).add(bins);
        }
      }
    }
  }

  private static List<List<Column>> alone(Features features) {
    return features.columns().stream().map(List::of).toList();
  }

  /** Of a number, or of each side of its missing values, or of a text. */
  private List<Bins> bins(List<Column> variable) {
    if (variable.size() > 1 && variable.stream().noneMatch(Column::hasMissing)) {
      Bins levels = Bins.ofLevels(variable);
      texts.add(levels);
      return List.of(levels);
    }
    return variable.stream().flatMap(column -> Sides.of(column).stream()).map(Bins::of).toList();
  }

  /** How many have two values. */
  int twos() {
    return twos.size();
  }

  /** Those of more values. */
  List<Bins> wides() {
    return wides;
  }

  /** Which of the wide ones are texts. */
  boolean[] text() {
    boolean[] text = new boolean[wides.size()];
    for (int wide = 0; wide < text.length; wide++) {
      text[wide] = texts.contains(wides.get(wide));
    }
    return text;
  }

  /** The numbers of each column of the features here, those of two values before the wide ones. */
  int[][] places() {
    int[][] places = new int[variables.size()][];
    int nextBinary = 0;
    int nextWide = twos.size();
    for (int column = 0; column < places.length; column++) {
      IntStream.Builder found = IntStream.builder();
      for (Bins bins : variables.get(column)) {
        switch (bins.size()) {
          case 0, 1 -> {}
          case 2 -> found.add(nextBinary++);
          default -> found.add(nextWide++);
        }
      }
      places[column] = found.build().toArray();
    }
    return places;
  }

  /** Those of two values by row, 64 of them to a word, the rarer value as 1. */
  long[][] words() {
    long[][] words = new long[(twos.size() + 63) / 64][rows];
    for (int column = 0; column < twos.size(); column++) {
      byte[] codes = twos.get(column).codes();
      int ones = 0;
      for (byte code : codes) {
        ones += code;
      }
      long flip = 2L * ones > rows ? 1 : 0;
      long[] word = words[column / 64];
      for (int row = 0; row < rows; row++) {
        word[row] |= (codes[row] ^ flip) << column;
      }
    }
    return words;
  }
}
