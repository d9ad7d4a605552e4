package dev.dml.data.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files that are refused, and what is said of them. */
class RefusedCsvFileTest extends WrittenCsv {

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
}
