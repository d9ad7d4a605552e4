package dev.dml.data.table;

import dev.dml.data.text.Cell;
import dev.dml.data.text.NumberLook;
import dev.dml.data.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Counts the numbers and texts of a column; where numbers prevail, the texts are mistakes. */
public final class Mixture {

  private static final int MOST_NAMED = 3;

  private final String unit;
  private final List<String> firstTexts = new ArrayList<>();
  private final List<String> firstCells = new ArrayList<>();
  private int numbers;
  private int texts;

  /**
   * Nothing yet.
   *
   * @param unit what a position counts in messages: {@code line} or {@code row}
   */
  public Mixture(String unit) {
    this.unit = unit;
  }

  /** Adds a cell that is not missing. */
  void add(String text, long position) {
    if (Double.isNaN(Cell.number(text.toCharArray(), 0, text.length()))) {
      addText(text, position);
    } else {
      addNumber();
    }
  }

  public void addNumber() {
    numbers++;
  }

  public void addText(String text, long position) {
    texts++;
    if (firstTexts.size() < MOST_NAMED) {
      firstTexts.add(text);
      firstCells.add(Levels.cell(text, unit, position));
    }
  }

  public int numbers() {
    return numbers;
  }

  public int texts() {
    return texts;
  }

  /** Whether there are texts, but more numbers. */
  public boolean isMistaken() {
    return texts > 0 && numbers > texts;
  }

  /** Completes "column NAME cannot be used: it ...". */
  public String reason(String column) {
    return "holds "
        + Sentence.count(numbers, "number")
        + " but also "
        + Sentence.count(texts, "text")
        + ", "
        + (texts > firstCells.size() ? "first " : "")
        + Sentence.list(firstCells)
        + NumberLook.of(firstTexts)
            .map(look -> ", in the look of numbers with " + look.advice(column))
            .orElseGet(
                () ->
                    "; correct "
                        + (texts == 1 ? "it" : "them")
                        + ", or leave the cell empty where the value is missing");
  }
}
