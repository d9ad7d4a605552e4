package dev.dml.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Rows;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CsvFileTest extends WrittenCsv {

  @Test
  void numbersAreReadExactly() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(10_000, -1e6, 1e6).toArray();
    StringBuilder text = new StringBuilder("x\n");
    for (double value : values) {
      text.append(value).append('\n');
    }
    assertThat(read(text.toString()).numbers("x").toArray()).isEqualTo(values);
  }

  @Test
  void missingValuesAreNaN() throws IOException {
    Table table = read("a,b\n1,\nNA,2\n.,\"\"\n");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.numbers("a").toArray()).containsExactly(1, Double.NaN, Double.NaN);
    assertThat(table.numbers("b").toArray()).containsExactly(Double.NaN, 2, Double.NaN);
  }

  @Test
  void aColumnWithoutAnyValueIsNumericAndMissing() throws IOException {
    assertThat(read("a,b\n1,\n2,\n").numbers("b").toArray())
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void blanksThatDoNotBreakLinesAtTheEndsOfAValueDoNotCount() throws IOException {
    Table table = read("a\u00a0,b\n\u00a01,north\u202f\n2\u00a0,north\n");
    assertThat(table.numbers("a").toArray()).containsExactly(1, 2);
    assertThat(levels(table, "b").levels()).containsExactly("north");
  }

  @Test
  void byteOrderMarkBlanksAndEmptyLinesAreUnderstood() throws IOException {
    Table table = read("\uFEFFa, b\r\n1, north \r\n\r\n 2 ,\"north\"\r\n");
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.numbers("a").toArray()).containsExactly(1, 2);
    assertThat(levels(table, "b").levels()).containsExactly("north");
  }

  @Test
  void aQuotedFieldMayHoldSeparatorsQuotesAndLineBreaks() throws IOException {
    Table table = read("\"a, \"\"A\"\"\",b\n1,\"so\nuth\"\n2,\"n,orth\"\n");
    assertThat(table.names()).containsExactly("a, \"A\"", "b");
    assertThat(levels(table, "b").levels()).containsExactly("n,orth", "so\nuth");
  }

  @Test
  void anEmptyLineInAFileOfOneColumnIsARow() throws IOException {
    assertThat(read("\na\n1\n\n2\n\n").numbers("a").toArray())
        .containsExactly(1, Double.NaN, 2, Double.NaN);
    assertThat(read("a,b\n1,2\n\n2,3\n\n").rows()).isEqualTo(2);
  }

  @Test
  void gzipIsToldByItsFirstBytes() throws IOException {
    Files.write(file, gzip("a,b\n1,2\n"));
    assertThat(new CsvFile(file).read().numbers("b").toArray()).containsExactly(2);
  }

  @Test
  void levelsAreSorted() throws IOException {
    Levels levels = levels(read("a,region\n1,west\n2,\n3,east\n4,west\n"), "region");
    assertThat(levels.levels()).containsExactly("east", "west");
    assertThat(levels.isMissing(1)).isTrue();
    assertThat(levels.indicator("w", "west", Rows.all(4)).toArray()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void aTextColumnThatBeginsWithNumbersKeepsTheirTexts() throws IOException {
    Levels levels = levels(read("a,zip\n1,01\n2,1\n3,NA\n4,K1\n5,K2\n6,1\n7,K1\n"), "zip");
    assertThat(levels.levels()).containsExactly("01", "1", "K1", "K2");
    assertThat(levels.indicator("1", "1", Rows.all(7)).toArray())
        .containsExactly(0, 1, 0, 0, 0, 1, 0);
    assertThat(levels.isMissing(2)).isTrue();
  }

  @Test
  void textsAmongNumbersAreMistakes() throws IOException {
    assertThat(read("a\n1\n2\n3\nabc\n4\nunknown\n").column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                6,
                "holds 4 numbers but also 2 texts, \"abc\" in line 5 and \"unknown\" in line 7;"
                    + " correct them, or leave the cell empty where the value is missing"));
  }

  @Test
  void onlyTheFirstMistakesAreNamed() throws IOException {
    assertThat(read("a\nx\ny\n1\n2\nz\n3\n4\n5\nw\n").column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                9,
                "holds 5 numbers but also 4 texts, first \"x\" in line 2, \"y\" in line 3 and"
                    + " \"z\" in line 6; correct them, or leave the cell empty where the value is"
                    + " missing"));
  }

  @Test
  void aTextColumnOfMoreThanAHundredLevelsIsUnusable() throws IOException {
    StringBuilder text = new StringBuilder("a\n");
    for (int i = 0; i < 5000; i++) {
      text.append("id").append(i % 101).append('\n');
    }
    assertThat(read(text.toString()).column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                5000,
                "holds more than 100 different texts, first \"id0\" in line 2, \"id1\" in line 3"
                    + " and \"id2\" in line 4; a covariate may have at most 100"));
  }

  @Test
  void aTextColumnOfAHundredLevelsIsFine() throws IOException {
    StringBuilder text = new StringBuilder("a\n");
    for (int i = 0; i < 5000; i++) {
      text.append("id").append(i % 100).append('\n');
    }
    assertThat(levels(read(text.toString()), "a").levels()).hasSize(100);
  }

  @Test
  void aQuoteThatEndsTheFileIsClosed() throws IOException {
    assertThat(read("a,b\r\n1,\"2\"\r\n").numbers("b").toArray()).containsExactly(2);
    assertThat(read("a,b\n1,\"2\"").numbers("b").toArray()).containsExactly(2);
  }
}
