package dev.dml.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a query over a data file sees, and what it must not do. */
class QueryTest extends DataFileFolder {

  @Test
  void aQuerySeesTheFileAsData() throws SQLException {
    Path file = parquet("SELECT range::DOUBLE a, DATE '2020-01-01' born FROM range(10)");
    Table table =
        read(file, "SELECT a * a AS square, year(born) AS y FROM data WHERE a > 7 ORDER BY a DESC");
    assertThat(table.numbers("square").toArray()).containsExactly(81, 64);
    assertThat(table.numbers("y").toArray()).containsExactly(2020, 2020);
  }

  @Test
  void aCsvFileCanBeQueriedAndItsNumbersRemainExact() throws IOException {
    double[] values = new SplittableRandom(4).doubles(1000, -1, 1).toArray();
    List<String> lines = new ArrayList<>(List.of("a,b"));
    for (double value : values) {
      lines.add(value + ",NA");
    }
    Path file = Files.write(directory.resolve("data.csv"), lines);
    assertThat(read(file, "SELECT a FROM data").numbers("a").toArray()).isEqualTo(values);
    assertThat(read(file).numbers("a").toArray()).isEqualTo(values);
    assertThat(read(file, "SELECT b FROM data").numbers("b").get(0)).isNaN();
  }

  @Test
  void aCompressedCsvFileCanBeQueried() throws IOException {
    Path file = directory.resolve("data.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a;b\n1;x\n2;y\n".getBytes(UTF_8));
    }
    assertThat(read(file, "SELECT a FROM data WHERE b = 'y'").numbers("a").toArray())
        .containsExactly(2);
    assertThat(read(file).numbers("a").toArray()).containsExactly(1, 2);
  }

  @Test
  void aQueryCannotReadAnotherFile() throws SQLException, IOException {
    Path file = parquet("SELECT 1 a");
    Path other = Files.writeString(directory.resolve("other.csv"), "a\n1\n");
    assertRefused(
        file,
        "SELECT * FROM read_csv('" + other + "')",
        "the query calls read_csv, but it can read nothing but the table data");
    assertRefused(
        file,
        "SELECT * FROM '" + other + "'",
        "the query over "
            + file
            + " fails: Cannot access file \""
            + other
            + "\" - file system operations are disabled by configuration");
  }

  @Test
  void aQueryCannotWriteOrUnlock() throws SQLException {
    Path file = parquet("SELECT 1 a");
    Path other = directory.resolve("other.csv");
    assertThatThrownBy(() -> read(file, "COPY data TO '" + other + "'"))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> read(file, "SET enable_external_access = true"))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> read(file, "INSTALL httpfs")).isInstanceOf(InvalidInput.class);
    assertThat(other).doesNotExist();
  }

  @Test
  void wrongQueriesAreRefused() throws SQLException {
    Path file = parquet("SELECT 1 a");
    assertRefused(
        file,
        "SELECT b FROM data",
        "the query over " + file + " fails: there is no column \"b\"; similar ones are: \"a\"");
    assertRefused(
        file,
        "SELECT a + 'b' || a FROM data WHERE strlen(a) > 1",
        "the query over "
            + file
            + " fails: No function matches the given name and argument types 'strlen(INTEGER)'. You"
            + " might need to add explicit type casts.");
    assertRefused(
        file,
        "SELECT * FROM (PIVOT data ON a USING count(*))",
        "the query must list the values that become columns, such as PIVOT data ON region IN"
            + " ('north', 'south'), but was \"SELECT * FROM (PIVOT data ON a USING count(*))\"");
    assertThat(read(file, "PIVOT data ON a IN (1, 2) USING count(*)").names())
        .containsExactly("1", "2");
    assertRefused(
        file,
        "SELECT a FROM wages",
        "the query over " + file + " fails: there is no table wages; the file is the table data");
    assertRefused(
        file, "DROP VIEW data", "the query must be a SELECT statement, but was \"DROP VIEW data\"");
    assertRefused(
        file, "SELECT a FROM data WHERE a > 1", "the query over " + file + " returns 0 rows");
    assertRefused(
        file,
        "SELECT a, 2 AS a FROM data",
        "the query names columns 1 and 2 both a; every column needs a name of its own");
  }

  @Test
  void aQueryOverACsvFileSeesItsCellsAsTheyAreRead() throws IOException {
    Path file = directory.resolve("data.csv");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          "a, b,c,d\n 1, x ,NULL,2020-02-01\n n/A,\"\",true,7\n2.5,x,false,#x\n".getBytes(UTF_8));
    }
    Table table = read(file, "SELECT a, b, c, year(d::DATE) AS y FROM data WHERE d LIKE '2%'");
    assertThat(table.numbers("a").toArray()).containsExactly(1);
    assertThat(levels(table, "b").levels()).containsExactly("x");
    assertThat(table.numbers("c").toArray()).containsExactly(Double.NaN);
    assertThat(table.numbers("y").toArray()).containsExactly(2020);
    assertThat(read(file, "SELECT a, c FROM data").numbers("a").toArray())
        .isEqualTo(read(file).numbers("a").toArray())
        .containsExactly(1, Double.NaN, 2.5);
  }

  @Test
  void aLineOfAnotherWidthIsRefusedWithAQueryToo() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "a,b\n1,2\na,b,c\n1,2,3\n");
    assertRefused(
        file, "SELECT a FROM data", file + ", line 3: there are 3 fields, but the header has 2");
  }

  @Test
  void textsAmongNumbersAreMistakesWithAQueryToo() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "a,b\n#N/A,1\n0,2\n1,3\n");
    assertThat(read(file, "SELECT * FROM data").column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                3,
                "holds 2 numbers but also 1 text, \"#N/A\" in row 1; correct it, or leave the cell"
                    + " empty where the value is missing"));
    assertThat(read(file, "SELECT * FROM data WHERE a <> '#N/A'").column("a").orElseThrow())
        .isInstanceOf(TableColumn.Texts.class);
    assertThat(
            read(file, "SELECT a::DOUBLE AS a FROM data WHERE a <> '#N/A'").numbers("a").toArray())
        .containsExactly(0, 1);
  }

  @Test
  void aQueryThatChangesWithTimeOrChanceIsRefused() throws SQLException {
    Path file = parquet("SELECT range a FROM range(100)");
    for (String call :
        List.of(
            "random",
            "uuid",
            "gen_random_uuid",
            "now",
            "today",
            "get_current_timestamp",
            "current_setting",
            "nextval",
            "ago")) {
      assertRefused(
          file,
          "WITH t AS (SELECT a FROM data WHERE [" + call + "() FOR x IN [1]] <> []) FROM t",
          "the query calls " + call + ", which gives another value another time");
    }
    assertRefused(
        file,
        "SELECT a, age(TIMESTAMP '2000-01-01') FROM data",
        "the query calls age, which gives another value another time");
    for (String word : List.of("current_date", "CURRENT_TIMESTAMP", "localtime")) {
      assertRefused(
          file,
          "SELECT a, " + word + " FROM data",
          "the query calls "
              + word.toLowerCase(java.util.Locale.ROOT)
              + ", which gives another value another time");
    }
    assertThat(
            read(file, "SELECT age(TIMESTAMP '2001-01-01', TIMESTAMP '2000-01-01') i, a FROM data")
                .rows())
        .isEqualTo(100);
  }

  @Test
  void aColumnMayBeNamedAsAWordThatCallsTheClock() throws SQLException, IOException {
    Path file = parquet("SELECT 5 AS current_date");
    assertThat(read(file, "SELECT current_date AS a FROM data").numbers("a").get(0)).isEqualTo(5);
    Path csv = Files.writeString(directory.resolve("data.csv"), "localtime\n6\n");
    assertThat(read(csv, "SELECT localtime AS a FROM data").numbers("a").get(0)).isEqualTo(6);
    assertRefused(
        csv,
        "SELECT localtime, current_date FROM data",
        "the query calls current_date, which gives another value another time");
  }

  /** Each way to write -1234.5, or as much of it as it can, beside the number it must become. */
  @Test
  void theQueryInAMessageMendsNumbers() throws IOException {
    assertMended("commas between thousands", "1,234.5", 1234.5);
    assertMended("a decimal comma", "-1234,5", -1234.5);
    assertMended("points between thousands and a decimal comma", "-1.234,5", -1234.5);
    assertMended("apostrophes between thousands", "1'234.5", 1234.5);
    assertMended("apostrophes between thousands", "-1’234.5", -1234.5);
    assertMended("blanks, perhaps no-break ones", "-1\u00a0234.5", -1234.5);
    assertMended("blanks, perhaps no-break ones", "- 1234.5", -1234.5);
    assertMended("blanks and a decimal comma", "-1\u202f234,5", -1234.5);
    assertMended("another minus sign than -", "\u22121234.5", -1234.5);
    assertMended("parentheses, as accounts have them for a minus", "(1,234.5)", -1234.5);
    assertMended("parentheses, as accounts have them for a minus", "(.5)", -.5);
    assertMended("a per cent sign", "-1234.5\u00a0%", -1234.5);
    assertMended("a sign for money", "-$1,234.5", -1234.5);
    assertMended("a sign for money", "-1234.5\u00a0€", -1234.5);
  }

  private void assertMended(String look, String cell, double value) throws IOException {
    Path file = Files.writeString(directory.resolve("look.csv"), "a\tb\n2\t1\n" + cell + "\t2\n");
    String text = cell.strip();
    String message = "";
    try {
      read(file).numbers("a");
    } catch (InvalidInput e) {
      message = e.getMessage();
    }
    assertThat(message)
        .startsWith(
            "column a cannot be used: it holds texts, first \"2\" in line 2 and \""
                + text
                + "\" in line 3, in the look of numbers with "
                + look
                + "; make numbers of them with the query SELECT");
    String query = message.substring(message.indexOf("SELECT"));
    assertThat(read(file, query).numbers("a").toArray()).containsExactly(2, value);
  }

  @Test
  void aSampleMustBeRepeatable() throws SQLException {
    Path file = parquet("SELECT range a FROM range(1000)");
    String refusal =
        "the query draws a sample that is another one each time; write REPEATABLE (1) after it";
    assertRefused(file, "SELECT * FROM data USING SAMPLE 10", refusal);
    assertRefused(file, "SELECT * FROM data TABLESAMPLE bernoulli(10%)", refusal);
    assertRefused(file, "SELECT * FROM (SELECT * FROM data USING SAMPLE 10%) t", refusal);
    for (String sample :
        List.of(
            "USING SAMPLE reservoir(10 ROWS) REPEATABLE (1)",
            "TABLESAMPLE bernoulli(10%) REPEATABLE (1)",
            "USING SAMPLE 10% (bernoulli, 1)")) {
      String query = "SELECT * FROM data " + sample;
      assertThat(read(file, query).numbers("a").toArray())
          .isEqualTo(read(file, query).numbers("a").toArray());
    }
  }

  @Test
  void aQueryIsOneStatementAndCallsNoOther() throws SQLException {
    Path file = parquet("SELECT 1 a");
    assertRefused(
        file,
        "SELECT 1; SELECT 2",
        "the query must be a SELECT statement, but was \"SELECT 1; SELECT 2\"");
    assertRefused(
        file,
        "SELECT * FROM query('SELECT random()')",
        "the query calls query, but it can read nothing but the table data");
    assertThat(read(file, "SELECT a, range AS b FROM data, range(3)").rows()).isEqualTo(3);
  }
}
