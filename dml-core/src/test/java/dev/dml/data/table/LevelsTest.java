package dev.dml.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Rows;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {

  private static Levels levels(String... texts) {
    Levels.Builder builder = Levels.builder("row");
    for (int row = 0; row < texts.length; row++) {
      if (texts[row] == null) {
        builder.addMissing();
      } else {
        builder.add(texts[row], row + 1);
      }
    }
    return ((TableColumn.Texts) builder.build("region")).levels();
  }

  /** By UTF-16 code units: digits, capitals, small letters, then letters beyond ASCII. */
  @Test
  void levelsAreInTheOrderOfTheirCharactersWhateverTheLanguage() {
    assertThat(levels("east", "West", "north", "East", "\u00e9ast", "10", "9").levels())
        .containsExactly("10", "9", "East", "West", "east", "north", "\u00e9ast");
  }

  @Test
  void everyRowKeepsItsLevel() {
    Levels levels = levels("b", "a", null, "B", "a");
    Rows all = Rows.all(5);
    assertThat(levels.levels()).containsExactly("B", "a", "b");
    assertThat(levels.indicator("x", "B", all).toArray()).containsExactly(0, 0, 0, 1, 0);
    assertThat(levels.indicator("x", "a", all).toArray()).containsExactly(0, 1, 0, 0, 1);
    assertThat(levels.indicator("x", "b", all).toArray()).containsExactly(1, 0, 0, 0, 0);
    assertThat(levels.missingIndicator("x", all).toArray()).containsExactly(0, 0, 1, 0, 0);
    assertThat(levels.occurring(Rows.of(1, 2, 3))).containsExactly("B", "a");
    assertThat(levels.firstCell()).isEqualTo("\"b\" in row 1");
  }

  /** More rows than there is room for at first. */
  @Test
  void aHundredLevelsAreTakenAndOneMoreIsTooMany() {
    String[] texts =
        IntStream.range(0, 5000).mapToObj(row -> "level " + row % 100).toArray(String[]::new);
    Levels levels = levels(texts);
    assertThat(levels.levels()).hasSize(100);
    assertThat(levels.size()).isEqualTo(5000);
    assertThat(levels.indicator("x", "level 99", Rows.of(98, 99, 4999)).toArray())
        .containsExactly(0, 1, 1);
    Levels.Builder builder = Levels.builder("row");
    for (int row = 0; row < 5000; row++) {
      builder.add("level " + row % 101, row + 1);
    }
    assertThat(builder.build("region"))
        .isEqualTo(
            new TableColumn.Unusable(
                "region",
                5000,
                "holds more than 100 different texts, first \"level 0\" in row 1, \"level 1\" in"
                    + " row 2 and \"level 2\" in row 3; a covariate may have at most 100"));
  }

  @Test
  void aLongTextIsCutInMessages() {
    assertThat(Levels.cell("x".repeat(40), "line", 7))
        .isEqualTo("\"" + "x".repeat(40) + "\" in line 7");
    assertThat(Levels.cell("x".repeat(41), "line", 7))
        .isEqualTo("\"" + "x".repeat(40) + "...\" in line 7");
  }
}
