package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DataFileTest extends DataFileFolder {

  @Test
  void everyNumericTypeBecomesTheNearestDouble() throws SQLException {
    Table table =
        read(
            parquet(
                "SELECT -1::TINYINT a, 2::SMALLINT b, 3::INTEGER c, 9007199254740993::BIGINT d,"
                    + " 1::UTINYINT e, 18446744073709551615::UBIGINT f, 0.1::DOUBLE g,"
                    + " 0.5::FLOAT h, true i, 0.1::DECIMAL(30, 20) j,"
                    + " 1234567890123.456::DECIMAL(17, 3) k"));
    assertThat(table.names().stream().map(name -> table.numbers(name).get(0)))
        .containsExactly(
            -1.0, 2.0, 3.0, 0x1p53, 1.0, 0x1p64, 0.1, 0.5, 1.0, 0.1, 1234567890123.456);
  }

  @Test
  void nullsAreMissing() throws SQLException {
    Table table =
        read(
            parquet(
                "SELECT * FROM (VALUES (1::BIGINT, NULL::DOUBLE, true, 1.5::DECIMAL(5, 1), 'b'),"
                    + " (NULL, 2, NULL, NULL, NULL), (3, 4, false, 2.5, 'a')) t(a, b, c, d, e)"));
    assertThat(table.numbers("a").toArray()).containsExactly(1, Double.NaN, 3);
    assertThat(table.numbers("b").toArray()).containsExactly(Double.NaN, 2, 4);
    assertThat(table.numbers("c").toArray()).containsExactly(1, Double.NaN, 0);
    assertThat(table.numbers("d").toArray()).containsExactly(1.5, Double.NaN, 2.5);
    Levels levels = levels(table, "e");
    assertThat(levels.levels()).containsExactly("a", "b");
    assertThat(levels.isMissing(1)).isTrue();
  }

  @Test
  void textsOfDigitsRemainTextsInParquet() throws SQLException {
    Table table =
        read(parquet("SELECT '01' zip, 'm'::ENUM('f', 'm') sex UNION ALL SELECT '1', 'f'"));
    assertThat(levels(table, "zip").levels()).containsExactly("01", "1");
    assertThat(levels(table, "sex").levels()).containsExactly("f", "m");
  }

  @Test
  void datesAndListsCannotBeUsed() throws SQLException {
    Table table = read(parquet("SELECT DATE '2020-02-01' born, [1] l"));
    assertThat(table.column("born"))
        .contains(
            new TableColumn.Unusable(
                "born",
                1,
                "holds values of type DATE; make numbers of them in the query, such as year(born)"
                    + " of a date"));
    assertThatThrownBy(() -> table.numbers("l"))
        .hasMessage(
            "column l cannot be used: it holds values of type INTEGER[]; make numbers of them in"
                + " the query, such as year(l) of a date");
  }

  @Test
  void rowsKeepTheOrderOfTheFile() throws SQLException {
    Table table = read(parquet("SELECT range a FROM range(300000)"));
    Column a = table.numbers("a");
    for (int row = 0; row < 300_000; row += 7919) {
      assertThat(a.get(row)).isEqualTo(row);
    }
  }

  @Test
  void unreadableFilesAreRefused() throws IOException, SQLException {
    Path none = directory.resolve("none.parquet");
    assertRefused(none, "there is no file " + none);
    Path folder = Files.createDirectory(directory.resolve("folder.parquet"));
    assertRefused(folder, folder + " is a directory, not a data file");
    Path empty = parquet("SELECT 1 a WHERE false");
    assertRefused(empty, empty + " has 0 rows");
    Path text = Files.writeString(directory.resolve("text.parquet"), "a,b\n1,2\n3,4\n");
    assertRefused(
        text, text + " is no Parquet file, as its name says; give it a name that says what it is");
    Path cut = Files.writeString(directory.resolve("cut.parquet"), "PAR1 and no more");
    assertRefused(cut, cut + " cannot be read: No magic bytes found at end of file '" + cut + "'");
  }

  @Test
  void aPathMayHoldAQuote() throws SQLException {
    Path file = parquet("it's.parquet", "SELECT 1 a");
    assertThat(read(file).rows()).isEqualTo(1);
  }

  @Test
  void theNameOfAFolderIsNoColumn() throws SQLException, IOException {
    Files.createDirectory(directory.resolve("x=5"));
    Path file = parquet("x=5/p.parquet", "SELECT 1 x, 2 y");
    assertThat(read(file).numbers("x").toArray()).containsExactly(1);
    assertThat(read(file, "SELECT * FROM data").numbers("x").toArray()).containsExactly(1);
    Path csv = Files.writeString(directory.resolve("x=5/p.csv"), "x,y\n1,2\n");
    assertThat(read(csv, "SELECT * FROM data").numbers("x").toArray()).containsExactly(1);
  }

  @Test
  void aNameIsNoPattern() throws SQLException, IOException {
    Files.createDirectory(directory.resolve("a[1]"));
    Path file = parquet("a[1]/b*?.parquet", "SELECT 1 a");
    parquet("a[1]/bcd.parquet", "SELECT 2 a");
    assertThat(read(file).numbers("a").toArray()).containsExactly(1);
    assertThat(read(file, "SELECT * FROM data").numbers("a").toArray()).containsExactly(1);
    Path csv = Files.writeString(directory.resolve("a[1]/b*.csv"), "a\n1\n");
    Files.writeString(directory.resolve("a[1]/bcd.csv"), "a\n2\n");
    assertThat(read(csv, "SELECT * FROM data").numbers("a").toArray()).containsExactly(1);
  }

  @Test
  void namesThatDifferInCaseAloneNeedNoQuery() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "y,Y\n1,2\n");
    assertThat(read(file).numbers("Y").toArray()).containsExactly(2);
    assertRefused(
        file,
        "SELECT * FROM data",
        "columns y and Y of "
            + file
            + " differ in upper and lower case alone, which SQL does not tell apart; rename one of"
            + " them");
  }

  /** Written by pyarrow 26: 1 row, y = 1, Y = 2; DuckDB itself writes no such file. */
  @Test
  void namesInParquetThatDifferInCaseAloneAreRefused() throws IOException {
    byte[] bytes;
    try (var in = DataFileTest.class.getResourceAsStream("case.parquet")) {
      bytes = in.readAllBytes();
    }
    Path file = Files.write(directory.resolve("case.parquet"), bytes);
    assertRefused(
        file,
        "columns y and Y of "
            + file
            + " differ in upper and lower case alone, which SQL does not tell apart; rename one of"
            + " them");
  }

  @Test
  void timesHaveNoZoneOfTheMachine() throws SQLException {
    Path file = parquet("SELECT TIMESTAMPTZ '2020-06-01 00:30:00+00' t");
    assertThat(read(file, "SELECT hour(t) AS h FROM data").numbers("h").toArray())
        .containsExactly(0);
  }
}
