package dev.dml.data.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Rows;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Roles;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

  private Path file;

  @BeforeEach
  void placeFile(@TempDir Path directory) {
    file = directory.resolve("data.csv");
  }

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
  void semicolonsAndTabsSeparateWhereTheyAreMostFrequentInTheHeader() throws IOException {
    assertThat(read("a;b,c;d\n1;2;3\n").names()).containsExactly("a", "b,c", "d");
    assertThat(read("a\tb\n1\t2\n").names()).containsExactly("a", "b");
    assertThat(read("a,\"b;;;\"\n1,2\n").names()).containsExactly("a", "b;;;");
  }

  @Test
  void barsAndBlanksSeparateToo() throws IOException {
    assertThat(read("a|b|c\n1|2|3\n").names()).containsExactly("a", "b", "c");
    Table table = read("  a   b \"c d\"\r\n\r\n 1  -2.5   \"x  y\"\r\n10\t 3   x\r\n");
    assertThat(table.names()).containsExactly("a", "b", "c d");
    assertThat(table.numbers("b").toArray()).containsExactly(-2.5, 3);
    assertThat(levels(table, "c d").levels()).containsExactly("x", "x  y");
    assertThat(read("my outcome\n1\n2\n").names()).containsExactly("my outcome");
    assertRefused(
        "\"y\" \"d\"\n\"1\" 2 3\n",
        file
            + ", line 2: there are 3 fields, but the header has 2 (R writes row names so: leave"
            + " them out with row.names = FALSE)");
  }

  @Test
  void decimalCommasAreReadBetweenSemicolonsAndSaid() throws IOException {
    Table table = read("y;x;n;t\n1,5;-,25;1;a,b\n2;NA;2;c\n");
    assertThat(table.numbers("y").toArray()).containsExactly(1.5, 2);
    assertThat(table.numbers("x").toArray()).containsExactly(-0.25, Double.NaN);
    assertThat(levels(table, "t").levels()).containsExactly("a,b", "c");
    assertThat(table.reading())
        .containsExactly("numbers with a decimal comma were read in y and x");
    assertThat(read("y;x\n1.5;2\n").reading()).isEmpty();
  }

  /** Where no comma in the file can be anything but one between thousands, all are doubtful. */
  @Test
  void commasBeforeThreeDigitsAreDoubtfulUnlessOthersAreDecimal() throws IOException {
    assertThat(read("y;x\n12,113;1\n932;2.5\n").column("y"))
        .contains(
            new TableColumn.Unusable(
                "y",
                2,
                "holds numbers with a comma before three digits, first \"12,113\" in line 2, and no"
                    + " column that is used has other commas in numbers, so that it may stand"
                    + " between thousands; write all numbers without commas, or the decimals of one"
                    + " with another number of digits"));
    Table table = read("y;x\n12,113;1,5\n0,932;2\n");
    assertThat(table.numbers("y").toArray()).containsExactly(12.113, 0.932);
    assertThat(table.reading())
        .containsExactly("numbers with a decimal comma were read in y and x");
  }

  @Test
  void pointsBesideDecimalCommasAreDoubtful() throws IOException {
    assertThat(read("y;x\n1,5;2\n2,5;1.200\n").column("x"))
        .contains(
            new TableColumn.Unusable(
                "x",
                2,
                "holds numbers with a point before three digits, first \"1.200\" in line 3, which"
                    + " may stand between thousands, because y has decimal commas, first \"1,5\" in"
                    + " line 2; write the numbers of both columns in one way"));
    assertThat(read("y\n1\n").column("y").orElseThrow()).isInstanceOf(TableColumn.Numbers.class);
    assertThat(read("y;x\n1,5;2\n1.25;1\n").column("y"))
        .contains(
            new TableColumn.Unusable(
                "y",
                2,
                "holds numbers with a point, first \"1.25\" in line 3, and with a comma, first"
                    + " \"1,5\" in line 2; write all its numbers in one way"));
  }

  /** A point with one or two digits after it cannot stand between thousands. */
  @Test
  void aColumnWithAPointThatIsDecimalIsClearBesideDecimalCommas() throws IOException {
    Table table = read("y;x\n1,5;1.200\n2,5;0.25\n");
    assertThat(table.numbers("x").toArray()).containsExactly(1.2, 0.25);
    assertThat(table.numbers("y").toArray()).containsExactly(1.5, 2.5);
  }

  @Test
  void columnsThatNobodyUsesSayNothingAboutCommasAndPoints() throws IOException {
    Table table = read("y;d;x;note\n1.200;0;1;1,5\n2.400;1;2;2,5\n");
    Roles used = new Roles("y", List.of("d"), List.of(), Optional.of(List.of("x")));
    CausalData data = table.causalData(used, MissingPolicy.ERROR);
    assertThat(data.outcome().toArray()).containsExactly(1.2, 2.4);
    assertThat(data.preparation().reading()).isEmpty();
    Roles all = new Roles("y", List.of("d"), List.of(), Optional.of(List.of("x", "note")));
    assertThatThrownBy(() -> table.causalData(all, MissingPolicy.ERROR))
        .hasMessage(
            "outcome y cannot be used: it holds numbers with a point before three digits, first"
                + " \"1.200\" in line 2, which may stand between thousands, because note has"
                + " decimal commas, first \"1,5\" in line 2; write the numbers of both columns in"
                + " one way");
  }

  @Test
  void numbersWrittenInOtherWaysAreNamedWithTheQueryThatMendsThem() throws IOException {
    assertThat(read("a\tb\n1,200\t1\n12,000.5\t2\n").column("a"))
        .contains(look("commas between thousands", "replace(\"a\", ',', '')", "1,200", "12,000.5"));
    assertThat(read("a\tb\n1,200\t1\n12,5\t2\n").column("a"))
        .contains(look("a decimal comma", "replace(\"a\", ',', '.')", "1,200", "12,5"));
    assertThat(read("a\tb\n1.200,5\t1\n1.000.000,0\t2\n").column("a"))
        .contains(
            look(
                "points between thousands and a decimal comma",
                "replace(replace(\"a\", '.', ''), ',', '.')",
                "1.200,5",
                "1.000.000,0"));
    assertThat(read("a\n5%\n-2.5 %\n").column("a"))
        .contains(
            look(
                "a per cent sign",
                "regexp_replace(\"a\", '[^0-9.eE+-]', '', 'g')",
                "5%",
                "-2.5 %"));
    assertThat(read("a\tb\n$3\t1\n€ 1,200.50\t2\n").column("a"))
        .contains(
            look(
                "a sign for money",
                "regexp_replace(\"a\", '[^0-9.eE+-]', '', 'g')",
                "$3",
                "€ 1,200.50"));
    assertThat(read("a\tb\n1\t1\n1,200\t2\n3\t3\n").column("a"))
        .contains(
            new TableColumn.Unusable(
                "a",
                3,
                "holds 2 numbers but also 1 text, \"1,200\" in line 3, in the look of numbers with"
                    + " commas between thousands; make numbers of them with the query SELECT *"
                    + " REPLACE (replace(\"a\", ',', '')::DOUBLE AS \"a\") FROM data"));
    assertThat(levels(read("a\n5%\n10 percent\n"), "a").levels()).hasSize(2);
  }

  private static TableColumn look(String look, String sql, String first, String second) {
    return new TableColumn.Unusable(
        "a",
        2,
        "holds texts, first \""
            + first
            + "\" in line 2 and \""
            + second
            + "\" in line 3, in the look of numbers with "
            + look
            + "; make numbers of them with the query SELECT * REPLACE ("
            + sql
            + "::DOUBLE AS \"a\") FROM data");
  }

  @Test
  void anEmptyLineInAFileOfOneColumnIsARow() throws IOException {
    assertThat(read("\na\n1\n\n2\n\n").numbers("a").toArray())
        .containsExactly(1, Double.NaN, 2, Double.NaN);
    assertThat(read("a,b\n1,2\n\n2,3\n\n").rows()).isEqualTo(2);
  }

  @Test
  void filesOfAnotherKindAreToldByTheirFirstBytes() throws IOException {
    assertRefused(
        "PAR1 and more", file + " is a Parquet file; give it a name that ends in .parquet");
    assertRefused(
        "PK\u0003\u0004 and more",
        file + " is a zip archive, as Excel's .xlsx is too; unpack it, or save it as CSV");
    assertRefused("BZh91AY&SY", file + " is compressed by bzip2; decompress it, or use gzip");
    Files.write(file, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
    assertRefused(file + " is compressed by xz; decompress it, or use gzip");
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
  void aFileThatIsNotThereIsRefused() {
    assertRefused("there is no file " + file);
  }

  @Test
  void aDirectoryIsRefused() throws IOException {
    Files.createDirectory(file);
    assertRefused(file + " is a directory, not a CSV file");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertRefused("", file + " is empty; it must begin with a line of column names");
  }

  @Test
  void aHeaderWithoutRowsIsRefused() {
    assertRefused("a,b\n", file + " has column names but 0 rows");
  }

  @Test
  void aFileWithoutHeaderIsRefused() {
    assertRefused(
        "1,2\n1,3\n",
        "the first line of " + file + " holds numbers; it must hold the column names");
  }

  @Test
  void duplicateAndMissingColumnNamesAreReportedTogether() {
    assertRefused(
        ",a,b,a\n1,2,3,4\n",
        "column 1 of "
            + file
            + " has no name (row names are written so: leave them out with row.names = FALSE in R,"
            + " index=False in pandas)\ncolumns 2 and 4 of "
            + file
            + " are both named a; every column needs a name of its own");
  }

  @Test
  void aLineWithTooFewFieldsIsRefused() {
    assertRefused("a,b\n1,2\n\n3\n", file + ", line 4: there is 1 field, but the header has 2");
  }

  @Test
  void aLineWithTooManyFieldsIsRefused() {
    assertRefused(
        "a,b\n1,\"two\nlines\"\n1,2,3\n",
        file + ", line 4: there are 3 fields, but the header has 2");
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() {
    assertRefused(
        "a,b\n1,2\n3,\"4\n5,6\n", file + ": the quote that opens in line 3 is never closed");
  }

  @Test
  void aQuoteThatEndsTheFileIsClosed() throws IOException {
    assertThat(read("a,b\r\n1,\"2\"\r\n").numbers("b").toArray()).containsExactly(2);
    assertThat(read("a,b\n1,\"2\"").numbers("b").toArray()).containsExactly(2);
  }

  @Test
  void textAfterAClosingQuoteIsRefused() {
    assertRefused(
        "a,b\n1,\"2\"x\n", file + ", line 2: Unexpected character after closing quote: 'x' (0x78)");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Files.write(file, "a,b\n1,Zürich\n".getBytes(ISO_8859_1));
    assertRefused(
        file + " is not UTF-8 text: bytes that mean nothing were found; save it as UTF-8");
  }

  @Test
  void aTruncatedGzipFileIsRefusedWithTheLineReached() throws IOException {
    byte[] whole = gzip("a\n" + "1234567\n".repeat(100_000));
    Files.write(file, Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> new CsvFile(file).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessageMatching(
            Pattern.quote(file.toString())
                + " is truncated: its compressed data break off after line \\d+;"
                + " get the file again");
  }

  @Test
  void aDamagedGzipFileIsRefused() throws IOException {
    byte[] damaged = gzip("a\n1\n");
    damaged[damaged.length - 6] ^= 1;
    Files.write(file, damaged);
    assertRefused(
        file + " is damaged: its compressed data cannot be read after line 2; get the file again");
  }

  private Table read(String text) throws IOException {
    Files.writeString(file, text);
    return new CsvFile(file).read();
  }

  private static Levels levels(Table table, String name) {
    return ((TableColumn.Texts) table.column(name).orElseThrow()).levels();
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInput.class).hasMessage(message);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> new CsvFile(file).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(message);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
