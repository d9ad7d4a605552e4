package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.report.sheet.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static final Sheet SHEET =
      new Sheet.Builder<>("table", List.of("a", "bcd"))
          .words("name", name -> name)
          .words("twice", name -> name + name)
          .numbers("length", name -> name.length() + ".5")
          .numbers("of both", name -> "-" + 2 * name.length())
          .words("remark", name -> "a text of some words about " + name)
          .build();

  @Test
  void aTableThatFitsIsOne() {
    // name 4, twice 6, length 6, of both 7, remark 30, and 4 gaps of 2: 61.
    assertThat(new TextTable(SHEET).lines(61))
        .containsExactly(
            "name  twice   length  of both  remark",
            "a     aa         1.5       -2  a text of some words about a",
            "bcd   bcdbcd     3.5       -6  a text of some words about bcd");
  }

  @Test
  void aTableThatIsTooWideIsBrokenIntoTablesWithTheFirstTexts() {
    assertThat(new TextTable(SHEET).lines(60))
        .containsExactly(
            "name  twice   length  of both",
            "a     aa         1.5       -2",
            "bcd   bcdbcd     3.5       -6",
            "",
            "name  twice   remark",
            "a     aa      a text of some words about a",
            "bcd   bcdbcd  a text of some words about bcd");
    assertThat(new TextTable(SHEET).lines(25))
        .containsExactly(
            "name  twice   length",
            "a     aa         1.5",
            "bcd   bcdbcd     3.5",
            "",
            "name  twice   of both",
            "a     aa           -2",
            "bcd   bcdbcd       -6",
            "",
            "name  twice   remark",
            "a     aa      a text of some words about a",
            "bcd   bcdbcd  a text of some words about bcd");
  }

  @Test
  void aLongTextTakesSeveralLinesOfItsRow() {
    Sheet sheet =
        new Sheet.Builder<>("table", List.of("a", "b"))
            .words("name", name -> name)
            .words("remark", name -> "one two three four five six seven eight nine " + name)
            .build();
    assertThat(new TextTable(sheet).lines(40))
        .containsExactly(
            "name  remark",
            "a     one two three four five six seven",
            "      eight nine a",
            "b     one two three four five six seven",
            "      eight nine b");
  }
}
